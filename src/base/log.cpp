// SPDX-License-Identifier: Apache-2.0
#include "base/log.hpp"

#include "base/time.hpp"

#include <array>
#include <cstdio>

namespace debrief {
namespace {

constexpr std::array<std::string_view, 5> kNames{"debug", "info", "warning", "error", "off"};

void to_standard_error(std::string_view line) { std::fwrite(line.data(), 1, line.size(), stderr); }

}  // namespace

std::optional<LogLevel> log_level_from(std::string_view text) {
  for (std::size_t i = 0; i < kNames.size(); ++i)
    if (kNames[i] == text) return static_cast<LogLevel>(i);
  return std::nullopt;
}

Log::Log(LogLevel least, std::function<void(std::string_view)> sink)
    : least_(least), sink_(sink ? std::move(sink) : to_standard_error) {}

void Log::write(LogLevel level, std::string_view event, json::object fields) {
  if (!wants(level)) return;
  json::object line{{"at", to_rfc3339(SystemClock().now())}, {"level", kNames[static_cast<std::size_t>(level)]}, {"event", event}};
  for (auto& field : fields) line[field.key()] = std::move(field.value());
  const std::string text = json::write(line) + "\n";
  const std::scoped_lock lock(mutex_);
  sink_(text);
}

}  // namespace debrief
