// SPDX-License-Identifier: Apache-2.0
// What people ask of logs, and how it is put to the store.
#pragma once

#include "base/result.hpp"
#include "logs/search/line_query.hpp"
#include "logs/set/messages.hpp"

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace debrief::logs {

enum class Match : std::uint8_t { substring, word, pattern };

struct Query {
  std::string text = {};  ///< empty: all lines
  Match match = Match::substring;
  bool ignore_case = true;
  std::vector<Level> levels = {};                                ///< empty: all
  std::vector<std::uint64_t> templates = {};                     ///< ids; empty: all
  std::vector<std::uint32_t> sources = {};                       ///< empty: all
  std::vector<std::pair<std::string, std::string>> fields = {};  ///< parts of a line and their values; all must hold
  std::int64_t from_ns = std::numeric_limits<std::int64_t>::min();
  std::int64_t until_ns = std::numeric_limits<std::int64_t>::max();
  /// Lines are found by what is shown of them: secrets are neither matched nor betrayed by a count.
  bool masked = true;
  std::string mask_key = {};
  std::optional<std::chrono::steady_clock::time_point> deadline = {};
};

/// Errors: invalid (a regular expression that cannot be read or is too large, with the reason).
[[nodiscard]] Result<LineQuery> to_line_query(const Query& query, std::shared_ptr<const Messages> messages);

}  // namespace debrief::logs
