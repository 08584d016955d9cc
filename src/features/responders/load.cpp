// SPDX-License-Identifier: Apache-2.0
#include "features/responders/load.hpp"

#include <algorithm>

namespace debrief::features::responders {
namespace {

std::int64_t median_of(std::vector<std::int64_t>& values) {
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>((values.size() - 1) / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

PersonLoad load_of_person(const PersonTotal& total, Span window, const Hours& hours) {
  PersonLoad load;
  load.person = total.person;
  load.user_id = total.user_id;
  load.incidents = static_cast<std::int64_t>(total.incidents.size());
  load.roles = total.roles;
  load.spans = clipped(united(total.engaged), window);
  load.engaged = length_of(load.spans);
  load.follow_up = length_of(clipped(united(total.follow_up), window));
  load.longest = longest_run(load.spans);
  const Interrupted all = interrupted_by(load.spans, hours);
  load.nights = static_cast<std::int64_t>(all.nights.size());
  load.weekends = static_cast<std::int64_t>(all.weekends.size());
  load.recent_nights = static_cast<std::int64_t>(
      interrupted_by(clipped(load.spans, {window.until - 7 * kDay, window.until}), hours).nights.size());
  std::vector<std::int64_t> first = total.first_after;
  if (!first.empty()) load.median_first = median_of(first);
  return load;
}

}  // namespace

std::vector<PersonLoad> loads_of(const Totals& totals, Span window, const HoursOf& hours_of) {
  std::vector<PersonLoad> loads;
  for (const auto& [key, total] : totals) loads.push_back(load_of_person(total, window, hours_of(total)));
  std::stable_sort(loads.begin(), loads.end(),
                   [](const PersonLoad& a, const PersonLoad& b) { return a.person < b.person; });
  return loads;
}

Spread spread_of(std::vector<std::int64_t> burdens) {
  Spread spread;
  if (burdens.empty()) return spread;
  spread.people = static_cast<std::int64_t>(burdens.size());
  for (const std::int64_t burden : burdens) spread.total += burden;
  spread.most = *std::max_element(burdens.begin(), burdens.end());
  spread.median = median_of(burdens);
  spread.equal_share = static_cast<double>(spread.total) / static_cast<double>(burdens.size());
  return spread;
}

}  // namespace debrief::features::responders
