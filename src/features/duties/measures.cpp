// SPDX-License-Identifier: Apache-2.0
#include "features/duties/measures.hpp"

#include <algorithm>

namespace debrief::features::duties {
namespace {

// The value below which the part `q` of the others lies (nearest rank).
Micros quantile(const std::vector<Micros>& sorted, double q) {
  const auto rank = static_cast<std::size_t>(q * static_cast<double>(sorted.size() - 1) + 0.5);
  return sorted[std::min(rank, sorted.size() - 1)];
}

Spread spread_of(std::vector<Micros> spans) {
  constexpr double kMost = 0.9;
  Spread spread;
  spread.count = static_cast<std::int64_t>(spans.size());
  if (spans.empty()) return spread;
  std::sort(spans.begin(), spans.end());
  spread.median = quantile(spans, 0.5);
  spread.p90 = quantile(spans, kMost);
  return spread;
}

}  // namespace

Measures measure(const std::vector<domain::Duty>& duties, Instant now) {
  Measures measures;
  std::vector<Micros> to_draft;
  std::vector<Micros> to_publication;
  for (const domain::Duty& duty : duties) {
    switch (duty.state) {
      case domain::DutyState::open:
        ++measures.open;
        if (duty.due_at < now) ++measures.overdue;
        break;
      case domain::DutyState::done:
        ++measures.done;
        if (duty.published_at && *duty.published_at <= duty.due_at) ++measures.done_in_time;
        break;
      case domain::DutyState::waived: ++measures.waived; break;
    }
    if (!duty.resolved_at) continue;
    // A draft that was there before the resolution took no time after it.
    if (duty.drafted_at) to_draft.push_back(std::max(*duty.drafted_at - *duty.resolved_at, Micros(0)));
    if (duty.published_at) to_publication.push_back(std::max(*duty.published_at - *duty.resolved_at, Micros(0)));
  }
  measures.to_draft = spread_of(std::move(to_draft));
  measures.to_publication = spread_of(std::move(to_publication));
  return measures;
}

}  // namespace debrief::features::duties
