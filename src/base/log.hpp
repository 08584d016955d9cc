// SPDX-License-Identifier: Apache-2.0
// A structured log: one JSON object a line.
#pragma once

#include "base/clock.hpp"
#include "base/json.hpp"

#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

namespace debrief {

enum class LogLevel { debug, info, warning, error, off };
[[nodiscard]] std::optional<LogLevel> log_level_from(std::string_view text);

/// Writes {"at":…,"level":…,"event":…,…fields} to a sink, whole lines, from any thread. Callers must not pass
/// secrets or what people wrote.
class Log {
 public:
  /// `sink` receives each line with its end; without one the lines go to standard error.
  explicit Log(LogLevel least = LogLevel::info, std::function<void(std::string_view)> sink = {});

  void debug(std::string_view event, json::object fields = {}) { write(LogLevel::debug, event, std::move(fields)); }
  void info(std::string_view event, json::object fields = {}) { write(LogLevel::info, event, std::move(fields)); }
  void warning(std::string_view event, json::object fields = {}) { write(LogLevel::warning, event, std::move(fields)); }
  void error(std::string_view event, json::object fields = {}) { write(LogLevel::error, event, std::move(fields)); }

  [[nodiscard]] bool wants(LogLevel level) const { return level >= least_ && least_ != LogLevel::off; }

 private:
  void write(LogLevel level, std::string_view event, json::object fields);

  LogLevel least_;
  std::function<void(std::string_view)> sink_;
  std::mutex mutex_;
};

}  // namespace debrief
