// SPDX-License-Identifier: Apache-2.0
// The logs that a command is about: a store, or files read into a store that goes when the command ends.
#pragma once

#include "base/result.hpp"
#include "cli/logs_commands.hpp"
#include "logs/set/log_set.hpp"

#include <cstdint>
#include <filesystem>
#include <memory>

namespace debrief::cli {

class OpenedLogs {
 public:
  /// Errors: invalid (formats that cannot be used, a path that does not exist), unavailable (nothing could be read).
  [[nodiscard]] static Result<std::unique_ptr<OpenedLogs>> open(const LogsReadOptions& options);
  ~OpenedLogs();
  OpenedLogs(const OpenedLogs&) = delete;
  OpenedLogs& operator=(const OpenedLogs&) = delete;

  [[nodiscard]] logs::LogSet& set() { return *set_; }

 private:
  OpenedLogs() = default;

  std::unique_ptr<logs::Formats> formats_;
  std::filesystem::path temporary_;  // empty for a store of the user's
  std::unique_ptr<logs::LogSet> set_;
};

/// The system's clock, in nanoseconds since 1970.
[[nodiscard]] std::int64_t now_ns();

/// Those of the program, and those of the folder, if one is given.
[[nodiscard]] Result<logs::Formats> load_formats(const std::string& folder);
/// Reads files into a set, with a bar where somebody looks on, and says what could not be read.
logs::ReadReport read_with_progress(logs::LogSet& set, const LogsReadOptions& options);

}  // namespace debrief::cli
