// SPDX-License-Identifier: Apache-2.0
#include "features/actions/report.hpp"

#include <algorithm>

namespace debrief::features::actions {
namespace {

using domain::ActionItem;
using domain::ActionProof;
using domain::ActionState;

std::optional<Micros> median(std::vector<Micros> spans) {
  if (spans.empty()) return std::nullopt;
  std::sort(spans.begin(), spans.end());
  const std::size_t middle = spans.size() / 2;
  if (spans.size() % 2 == 1) return spans[middle];
  return (spans[middle - 1] + spans[middle]) / 2;
}

Level level_of(const std::vector<const ActionItem*>& actions, Instant now) {
  Level level;
  std::vector<Micros> ages;
  std::vector<Micros> times;
  for (const ActionItem* action : actions) {
    if (domain::is_open(action->state)) {
      ++level.open;
      if (action->due_at < now) ++level.overdue;
      ages.push_back(now - action->added_at);
    } else if (action->state == ActionState::will_not_do) {
      ++level.given_up;
    } else {
      ++level.done;
      const Instant closed = action->closed_at.value_or(now);
      if (closed <= action->due_at) ++level.done_in_time;
      times.push_back(closed - action->added_at);
    }
  }
  level.median_age = median(std::move(ages));
  level.median_time = median(std::move(times));
  return level;
}

}  // namespace

std::optional<double> Level::share_in_time() const {
  const std::int64_t judged = done + overdue;
  if (judged == 0) return std::nullopt;
  return static_cast<double>(done_in_time) / static_cast<double>(judged);
}

Report report_on(const std::vector<ActionItem>& actions, Instant now) {
  Report report;
  std::array<std::vector<const ActionItem*>, 4> by_priority;
  std::vector<const ActionItem*> all;
  for (const ActionItem& action : actions) {
    by_priority.at(static_cast<std::size_t>(action.priority)).push_back(&action);
    all.push_back(&action);
    if (domain::is_open(action.state) && action.due_at < now) report.overdue.push_back(&action);
  }
  for (std::size_t i = 0; i < by_priority.size(); ++i) report.by_priority.at(i) = level_of(by_priority.at(i), now);
  report.all = level_of(all, now);
  std::sort(report.overdue.begin(), report.overdue.end(),
            [](const ActionItem* a, const ActionItem* b) { return a->due_at < b->due_at; });
  return report;
}

Ledger ledger_of(const std::vector<ActionItem>& actions) {
  Ledger ledger;
  for (const ActionItem& action : actions) {
    const bool done = action.state == ActionState::done;
    if (action.proof == ActionProof::recurred) ++ledger.recurred;
    else if (action.proof == ActionProof::proven) ++ledger.proven;
    else if (action.proof == ActionProof::none) ledger.unchecked += done ? 1 : 0;
    else if (done) ++ledger.unproven;
    else if (domain::is_open(action.state)) ++ledger.promised;
  }
  return ledger;
}

}  // namespace debrief::features::actions
