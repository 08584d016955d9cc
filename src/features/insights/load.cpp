// SPDX-License-Identifier: Apache-2.0
#include "features/insights/load.hpp"

#include <algorithm>
#include <map>

namespace debrief::features::insights {
namespace {

struct Part {
  std::int64_t from, until;
};

// The length of a union of intervals.
std::int64_t length_of(std::vector<Part>& parts) {
  std::sort(parts.begin(), parts.end(), [](const Part& a, const Part& b) { return a.from < b.from; });
  std::int64_t length = 0, reached = parts.empty() ? 0 : parts.front().from;
  for (const Part& part : parts) {
    length += std::max<std::int64_t>(0, part.until - std::max(reached, part.from));
    reached = std::max(reached, part.until);
  }
  return length;
}

}  // namespace

Load load_of(const std::vector<const Course*>& courses, Instant now) {
  std::map<std::uint32_t, std::vector<Part>> people;
  std::int64_t plain = 0, merged = 0;
  for (const Course* course : courses) {
    const std::int64_t end = end_of(*course) == kUnknown ? now.micros : end_of(*course);
    for (const Effort& effort : course->efforts) {
      const std::int64_t until = effort.until == kUnknown ? end : effort.until;
      std::vector<Part>& parts = people[effort.person];
      if (until <= effort.from) continue;
      parts.push_back({effort.from, until});
      plain += until - effort.from;
    }
  }
  for (auto& [person, parts] : people) merged += length_of(parts);
  return {people.size(), static_cast<double>(merged) / 1e6, static_cast<double>(plain - merged) / 1e6};
}

}  // namespace debrief::features::insights
