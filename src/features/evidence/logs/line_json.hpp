// SPDX-License-Identifier: Apache-2.0
// Log lines as the API shows them, and the cursors that stand for them. Pure.
#pragma once

#include "base/clock.hpp"
#include "base/json.hpp"
#include "base/result.hpp"
#include "logs/set/log_set.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace debrief::features::evidence::logs {

inline constexpr std::size_t kLongestShown = 8000;  ///< bytes of a line

/// Null when nobody knows.
[[nodiscard]] json::value time_json(std::int64_t at_ns);
[[nodiscard]] std::string to_cursor(const debrief::logs::Position& at);
/// "end" stands behind all lines. Errors: invalid.
[[nodiscard]] Result<debrief::logs::Position> read_cursor(std::string_view cursor);
/// The line with its secrets masked. Line numbers count from 1.
[[nodiscard]] json::object line_json(const debrief::logs::FoundLine& line, const debrief::logs::Messages& messages,
                                     const std::string& mask_key);

}  // namespace debrief::features::evidence::logs
