// SPDX-License-Identifier: Apache-2.0
// Bytes of log sources into a store, on several threads.
#pragma once

#include "logs/store/store.hpp"

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <exception>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace debrief::logs {

struct IntakeOptions {
  unsigned threads = 0;                         ///< 0: as many as there are processors
  int level = 1;                                ///< of zstd
  std::size_t block_bytes = 4UL * 1024 * 1024;  ///< of text in a block
  std::uint64_t sync_bytes = 256UL << 20;       ///< of text between two syncs
};

/// Memory is bounded by threads and block size: about 40 MB a thread. add() and finish() are called from one thread.
class Intake {
 public:
  Intake(Store& store, const IntakeOptions& options);
  /// Waits for what is at hand, and drops what was not finished.
  ~Intake();
  Intake(const Intake&) = delete;
  Intake& operator=(const Intake&) = delete;

  /// Begins a source; the following bytes are its own. `known_at_ns` is when the evidence came or its file was last
  /// written, for stamps without a year; its other settings hold unless they are inferred.
  void begin(Source source, std::int64_t known_at_ns);
  /// Goes on with a source of the store.
  void resume(std::uint32_t source);
  /// The next bytes of the source, cut anywhere. Throws what stopped the store from being written.
  void add(std::string_view bytes);
  /// The rest of the last source, and everything is durable.
  void finish();

 private:
  struct Job {
    std::uint64_t number = 0;
    std::uint32_t source = 0;
    StampRule stamps;
    std::string text;  // with room for the scanner's padding
  };
  struct Done {
    std::uint32_t source = 0;
    EncodedBlock block;
  };
  void start_source();
  void hand_over(std::string text);
  void flush();
  void work();
  void commit(std::uint64_t number, Done done);

  Store& store_;
  const IntakeOptions options_;
  std::optional<Source> fresh_;  // begun, but nothing is known of its lines yet
  std::int64_t known_at_ns_ = 0;
  std::optional<Source> source_;
  std::string text_;
  std::uint64_t next_job_ = 0;
  std::uint64_t unsynced_bytes_ = 0;

  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<Job> jobs_;
  std::map<std::uint64_t, Done> done_;
  std::uint64_t next_commit_ = 0;
  bool stopping_ = false;
  std::exception_ptr trouble_;
  std::mutex commit_mutex_;
  std::vector<std::thread> threads_;
};

}  // namespace debrief::logs
