// SPDX-License-Identifier: Apache-2.0
// When somebody sleeps and works, and what falls into it. Pure.
#pragma once

#include "features/responders/spans.hpp"

#include "base/json.hpp"
#include "base/result.hpp"

#include <set>
#include <string>
#include <vector>

namespace debrief::features::responders {

/// Hours of the person's own clock, 0 to 23. The night may run over midnight; equal hours are no night.
struct Hours {
  std::string zone = "UTC";  ///< IANA name or offset
  int night_from = 22;
  int night_until = 7;
  std::set<int> work_days = {1, 2, 3, 4, 5};  ///< 1: Monday; the others are the weekend
  friend bool operator==(const Hours&, const Hours&) = default;
};

/// Errors: invalid, with the field as a JSON pointer. Absent fields are those of `fallback`.
[[nodiscard]] Result<Hours> read_hours(const json::value& document, const Hours& fallback);
[[nodiscard]] json::object to_json(const Hours& hours);

/// What spans fell into. Nights are named by the local day, counted from 1970, on which they began, weekends by the
/// week, which begins on Monday.
struct Interrupted {
  std::set<std::int64_t> nights;
  std::set<std::int64_t> weekends;
};
[[nodiscard]] Interrupted interrupted_by(const std::vector<Span>& spans, const Hours& hours);

}  // namespace debrief::features::responders
