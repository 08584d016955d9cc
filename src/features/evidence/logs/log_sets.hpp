// SPDX-License-Identifier: Apache-2.0
// The logs among the evidence of incidents, indexed so that they can be searched. An index is made from originals and
// can be made again from them: it lives beside the database, on each server its own, and is not part of backups.
#pragma once

#include "base/json.hpp"
#include "base/log.hpp"
#include "base/result.hpp"
#include "db/blob_store.hpp"
#include "domain/evidence.hpp"
#include "features/evidence/logs/streams.hpp"
#include "journal/journal.hpp"
#include "journal/news_thread.hpp"
#include "logs/set/log_set.hpp"

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <filesystem>
#include <fstream>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <thread>
#include <vector>

namespace debrief::features::evidence::logs {

using debrief::logs::LogSet;

/// Evidence that is not indexed: it waits, is being read, or could not be read.
struct Pending {
  enum class State { queued, reading, failed };
  std::string evidence;
  std::string name;
  State state = State::queued;
  std::uint64_t read_bytes = 0;
  std::uint64_t total_bytes = 0;
  std::string problem;
  bool growing = false;  ///< lines that come in batches: looked at again with each of them
};

/// The logs of one incident.
struct IncidentLogs {
  std::shared_ptr<LogSet> set;
  std::vector<Pending> pending;
};

/// The evidence that a source of a log set was read from, and what the source is called there.
struct SourceName {
  std::string evidence;
  std::string name;
};
[[nodiscard]] SourceName source_name_of(const debrief::logs::Source& source);

/// The settings, with what a fact `evidence.clock` tells of them.
[[nodiscard]] debrief::logs::ClockSettings with_clock(debrief::logs::ClockSettings clock, const json::object& told);

/// When an index is made smaller, and streams are sealed.
struct Tending {
  std::chrono::milliseconds pause = std::chrono::minutes(1);   ///< between two looks
  std::chrono::milliseconds quiet = std::chrono::minutes(10);  ///< without new lines: then there is time
  std::size_t most_small = 500;  ///< blocks that batches made; with more, lines that come have to wait
};

/// All members are safe from any thread.
class LogSets {
 public:
  /// Indexes lie in `folder`. Everything given must outlive it.
  LogSets(journal::Journal& journal, db::BlobStore& blobs, std::filesystem::path folder, Log& log,
          Tending tending = {});
  ~LogSets();
  LogSets(const LogSets&) = delete;
  LogSets& operator=(const LogSets&) = delete;

  /// From now on evidence is indexed as it comes.
  void start();
  /// The logs of an incident as far as they are indexed; the rest is put in the queue. For callers that may see it.
  [[nodiscard]] IncidentLogs of(std::int64_t incident);
  /// Gives the sources of an incident's logs the clocks that its journal tells of; while logs of the incident are being
  /// read, that happens when they are.
  void set_clocks(std::int64_t incident);
  /// What addresses are masked with, so that equal ones look equal: the same for all incidents of this server.
  [[nodiscard]] const std::string& mask_key() const { return mask_key_; }
  /// Whoever adds to them then calls of(), so that it is indexed.
  [[nodiscard]] LogStreams& streams() { return streams_; }

 private:
  struct Job {
    std::int64_t incident = 0;
    std::string evidence;
    std::function<void()> read;
  };
  struct Incident {
    std::shared_ptr<LogSet> set;
    std::map<std::string, Pending> known;        // by evidence: in the queue, at hand, or stopped by trouble of ours
    std::map<std::string, std::string> indexed;  // by evidence: what could not be read of it
    std::uint64_t used = 0;
  };
  void hear();
  void work();
  void do_job(const Job& job);
  void read(std::int64_t incident, const domain::Evidence& evidence);
  struct OpenStream {
    LogStream stream;
    std::ifstream file;
  };
  [[nodiscard]] OpenStream open_stream(const std::string& id);
  void read_stream(const std::string& id);
  void done(std::int64_t incident, const std::string& evidence, const std::string& problem);
  void enqueue(std::int64_t incident, Incident& state, const domain::Evidence& evidence);
  void enqueue_streams(std::int64_t incident, Incident& state, const std::vector<LogStream>& streams);
  [[nodiscard]] std::shared_ptr<LogSet> set_of(std::int64_t incident);
  void tend();
  enum class Due { no, when_idle, now };
  [[nodiscard]] Due due(std::int64_t incident);
  void compact(std::int64_t incident, Due due);
  static constexpr const char* kBeside = ".compact";  // ending of the folder of an index that is being made
  Incident& open(std::int64_t incident);
  void close_idle();
  void take_waiting();
  [[nodiscard]] std::filesystem::path folder_of(std::int64_t incident) const;

  journal::Journal& journal_;
  db::BlobStore& blobs_;
  const std::filesystem::path folder_;
  Log& log_;
  const Tending tending_;
  debrief::logs::Formats formats_;
  std::string mask_key_;
  LogStreams streams_;
  std::int64_t position_ = 0;

  std::mutex mutex_;
  std::condition_variable changed_;
  std::set<std::int64_t> clocks_due_;           // incidents whose clocks could not be changed when they were set
  std::map<std::int64_t, Incident> incidents_;  // whose index is open
  std::uint64_t uses_ = 0;
  std::shared_ptr<LogSet> empty_;  // for incidents without logs
  std::deque<Job> jobs_;
  std::set<std::int64_t> waiting_;  // incidents with evidence that is not even in the queue, so that few indexes are open
  std::atomic<bool> stopping_{false};
  std::thread reader_;
  std::mutex clocks_;
  std::optional<journal::NewsThread> news_;  // ends first: it calls what stands above
};

}  // namespace debrief::features::evidence::logs
