// SPDX-License-Identifier: Apache-2.0
// Which lines are asked for, in the terms of the store.
#pragma once

#include "logs/search/needle.hpp"

#include <chrono>
#include <cstdint>
#include <functional>
#include <limits>
#include <optional>
#include <stdexcept>
#include <string_view>
#include <vector>

namespace debrief::logs {

inline constexpr std::uint32_t kNoSkeleton = UINT32_MAX;  ///< of a line that is kept as it is

/// A search was not done by its deadline.
class SearchTooLong : public std::runtime_error {
 public:
  SearchTooLong() : std::runtime_error("the search took longer than it may") {}
};

/// A line must meet all of these.
struct LineQuery {
  std::vector<Needle> needles = {};  ///< it has one of them; empty: it need not
  std::function<bool(std::uint32_t skeleton)> admits =
      {};  ///< asked once for each static text, and for kNoSkeleton; empty: all
  /// Asked of lines that met the rest, from several threads; empty: all.
  std::function<bool(std::uint32_t skeleton, std::uint32_t source, std::string_view line)> verify = {};
  /// Whether `verify` is to be asked of lines of a static text, which are made whole for it; asked once for each, and for
  /// kNoSkeleton. Empty: of all.
  std::function<bool(std::uint32_t skeleton)> must_verify = {};
  std::vector<std::uint32_t> sources = {};  ///< empty: all
  /// When the answer is not wanted any more: whoever searches then throws SearchTooLong.
  std::optional<std::chrono::steady_clock::time_point> deadline = {};
  std::int64_t from_ns = std::numeric_limits<std::int64_t>::min();   ///< inclusive
  std::int64_t until_ns = std::numeric_limits<std::int64_t>::max();  ///< exclusive
};

}  // namespace debrief::logs
