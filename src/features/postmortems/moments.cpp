// SPDX-License-Identifier: Apache-2.0
#include "features/postmortems/moments.hpp"

#include "base/time.hpp"

#include <algorithm>

namespace debrief::features::postmortems {
namespace {

std::string day_of_entry(Instant at) {
  return to_minutes(at).substr(0, 10);
}

}  // namespace

Moments::Moments(const std::vector<const domain::TimelineEntry*>& entries) {
  if (entries.empty()) return;
  const std::string day = day_of_entry(entries.front()->occurred_at);
  const bool one_day = std::all_of(entries.begin(), entries.end(), [&](const domain::TimelineEntry* entry) {
    return day_of_entry(entry->occurred_at) == day && (!entry->ended_at || day_of_entry(*entry->ended_at) == day);
  });
  if (one_day) day_ = day;
}

std::string Moments::heading() const {
  return day_ ? "Time (UTC, " + *day_ + ")" : "Time (UTC)";
}

std::string Moments::at(Instant at) const {
  const std::string text = to_minutes(at);
  return day_ && text.starts_with(*day_) ? text.substr(11) : text;
}

std::string Moments::span(Instant from, Instant until) const {
  const std::string begin = to_minutes(from);
  const std::string end = to_minutes(until);
  if (begin == end) return at(from);
  return at(from) + "–" + (begin.substr(0, 10) == end.substr(0, 10) ? end.substr(11) : end);
}

}  // namespace debrief::features::postmortems
