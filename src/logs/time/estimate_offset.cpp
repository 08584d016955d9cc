// SPDX-License-Identifier: Apache-2.0
#include "logs/time/civil_time.hpp"
#include "logs/time/source_clock.hpp"

#include <algorithm>

namespace debrief::logs {
namespace {

constexpr std::size_t kFewestEvents = 5;

// The value below which `share` quarters of the sorted values lie, between neighbours where it falls between them.
std::int64_t quartile(const std::vector<std::int64_t>& sorted, std::size_t quarters) {
  const std::size_t place = (sorted.size() - 1) * quarters;
  const std::size_t below = place / 4;
  const std::size_t above = std::min(below + 1, sorted.size() - 1);
  return sorted[below] + (sorted[above] - sorted[below]) / 4 * static_cast<std::int64_t>(place % 4);
}

}  // namespace

std::optional<ClockOffset> estimate_offset(const std::vector<SharedEvent>& events) {
  if (events.size() < kFewestEvents) return std::nullopt;
  std::vector<std::int64_t> differences;
  differences.reserve(events.size());
  for (const SharedEvent& event : events) differences.push_back(event.there_ns - event.here_ns);
  std::sort(differences.begin(), differences.end());
  ClockOffset offset{quartile(differences, 2), (quartile(differences, 3) - quartile(differences, 1)) / 2,
                     events.size()};
  const std::int64_t size = offset.correction_ns < 0 ? -offset.correction_ns : offset.correction_ns;
  if (offset.spread_ns > size / 2 && offset.spread_ns > kSecond) return std::nullopt;
  return offset;
}

}  // namespace debrief::logs
