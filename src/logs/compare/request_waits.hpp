// SPDX-License-Identifier: Apache-2.0
// How long requests wait after each line: lines that share an id (of a request, a trace, a session) tell where time
// goes, even when every one of them looks as it always does. Pure.
#pragma once

#include "logs/compare/counts.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace debrief::logs {

/// A line that names a request. `source` is a number that the caller gives.
struct RequestLine {
  std::int64_t at_ns = 0;
  std::uint64_t request = 0;  ///< the same for lines of one request, for example a hash of its id
  std::uint32_t source = 0;
  std::uint64_t template_id = 0;
};

/// A step: in lines of one request, one template of a source is followed by one of the same or another source. The time
/// between is spent by who spoke first, who works on or sends; so it is counted as his.
struct SlowerStep {
  std::uint32_t from_source = 0, to_source = 0;
  std::uint64_t from_template = 0, to_template = 0;
  std::size_t count_before = 0, count = 0;
  double median_before_ms = 0, median_ms = 0;
  double p = 1;          ///< one-sided, of the rank test of Mann and Whitney with correction for ties
  double excess_ms = 0;  ///< what all its occurrences took longer, by the medians
};

struct SlowerSteps {
  std::vector<SlowerStep> steps;  ///< by falling excess
  double total_ms = 0;            ///< what all compared steps took in the incident, by the medians
};

/// Steps that occur at least five times before and three times in the incident and became slower with p at most 0.01.
/// Steps that are rarer than that are compared together with the others of their two sources, as one of template 0.
/// Lines need no order. Waits of more than ten minutes are no waits.
[[nodiscard]] SlowerSteps find_slower_steps(std::span<const RequestLine> before, std::span<const RequestLine> incident);

/// What may be the id of a request in a line: the first word of at least 16 hexadecimal digits or the first UUID.
[[nodiscard]] std::optional<std::string_view> find_request_id(std::string_view line);

}  // namespace debrief::logs
