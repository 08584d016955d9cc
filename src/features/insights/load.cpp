// SPDX-License-Identifier: Apache-2.0
#include "features/insights/load.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace debrief::features::insights {
namespace {

constexpr std::int64_t kHour = 3'600'000'000;
constexpr std::int64_t kDay = 24 * kHour;

struct Part {
  std::int64_t from, until;
};
struct Parts {
  std::vector<Part> parts;
  std::set<std::int64_t> incidents;
  std::set<std::int64_t> nights;  // by the day on which they began
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

std::optional<std::int64_t> night_of(std::int64_t local) {
  const std::int64_t day = local / kDay, hour = local % kDay / kHour;
  if (hour >= 22) return day;
  if (hour < 7) return day - 1;
  return std::nullopt;
}

}  // namespace

Load load_of(const CourseTable& table, const std::vector<const Course*>& courses, Instant now,
             const std::function<std::int64_t(Instant)>& local) {
  std::map<std::uint32_t, Parts> people;
  Load load;
  std::int64_t plain = 0, merged = 0;
  for (const Course* course : courses) {
    const std::int64_t end = end_of(*course) == kUnknown ? now.micros : end_of(*course);
    for (const Effort& effort : course->efforts) {
      const std::int64_t until = effort.until == kUnknown ? end : effort.until;
      Parts& parts = people[effort.person];
      parts.incidents.insert(course->number);
      if (const auto night = night_of(local(Instant{effort.from}))) parts.nights.insert(*night);
      if (until <= effort.from) continue;
      parts.parts.push_back({effort.from, until});
      plain += until - effort.from;
    }
  }
  for (auto& [person, parts] : people) {
    const std::int64_t length = length_of(parts.parts);
    merged += length;
    load.people.push_back(
        {table.people[person], parts.incidents.size(), static_cast<double>(length) / 1e6, parts.nights.size()});
  }
  std::stable_sort(load.people.begin(), load.people.end(),
                   [](const PersonLoad& a, const PersonLoad& b) { return a.seconds > b.seconds; });
  load.seconds = static_cast<double>(merged) / 1e6;
  load.overlapping = static_cast<double>(plain - merged) / 1e6;
  return load;
}

}  // namespace debrief::features::insights
