// SPDX-License-Identifier: Apache-2.0
// One reading of inputs: what has been read so far, and the limits on it.
#pragma once

#include "logs/input/byte_source.hpp"
#include "logs/input/reader.hpp"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace debrief::logs {

class InputWalk {
 public:
  InputWalk(const InputLimits& limits, const InputReceiver& receiver);

  /// Reads one packed input to its end.
  void read(ByteSource& packed, const std::string& name, std::optional<std::int64_t> modified_ns);
  void problem(std::string source, std::string message);
  /// Counts a file; false, with a problem, when there are too many.
  bool count_entry(const std::string& name);
  void expect(std::uint64_t total) { total_ = total; }
  [[nodiscard]] bool stopped() const { return summary_.stopped; }
  [[nodiscard]] const InputSummary& summary() const { return summary_; }

 private:
  struct Source {
    std::string name;
    std::optional<std::int64_t> modified_ns;
    int depth = 0;
  };
  class Counted;
  class Timed;

  void unpack(ByteSource& source, const Source& about);
  void unpack_archive(ByteSource& source, std::string_view head, const Source& about);
  void deliver(ByteSource& source, std::string_view head, const Source& about);
  [[nodiscard]] std::string broken_limit() const;
  [[nodiscard]] bool out_of_time() const;
  [[nodiscard]] std::string too_long() const;

  InputLimits limits_;
  const InputReceiver& receiver_;
  InputSummary summary_;
  std::chrono::steady_clock::time_point begun_ = std::chrono::steady_clock::now();
  std::vector<char> buffer_;
  std::uint64_t total_ = 0;        // packed, of all inputs
  std::uint64_t read_ = 0;         // packed, of all inputs
  std::uint64_t input_read_ = 0;   // packed, of this input
  std::uint64_t input_bytes_ = 0;  // unpacked, of this input
  std::size_t entries_ = 0;
  bool given_up_ = false;  // this input
};

}  // namespace debrief::logs
