// SPDX-License-Identifier: Apache-2.0
#include "features/actions/prove.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace debrief::features::actions {

using Kind = domain::ActionCheck::Kind;

bool counts_for_proof(domain::Kind kind) {
  return kind == domain::Kind::normal || kind == domain::Kind::near_miss;
}

const Sighting* first_breach(const domain::ActionItem& action, const std::vector<Sighting>& seen) {
  if (!action.check || action.state != domain::ActionState::done || !action.closed_at) return nullptr;
  const Sighting* first = nullptr;
  for (const Sighting& one : seen) {
    // What was there when the action was done is no recurrence.
    if (one.at <= *action.closed_at) continue;
    const std::string& service = action.check->service;
    const bool here =
        service.empty() || std::find(one.services.begin(), one.services.end(), service) != one.services.end();
    if (here && (first == nullptr || one.at < first->at)) first = &one;
  }
  return first;
}

domain::ActionProof standing_of(const domain::ActionItem& action, Instant now) {
  if (!action.check) return domain::ActionProof::none;
  if (action.state != domain::ActionState::done || !action.closed_at) return action.proof;
  if (action.check->kind == Kind::link_merged) {
    const bool closed = action.link && (action.link->state == "closed" || action.link->state == "merged");
    return closed ? domain::ActionProof::proven : domain::ActionProof::unproven;
  }
  if (action.proof == domain::ActionProof::proven) return action.proof;
  const Instant until = *action.closed_at + std::chrono::hours(24 * action.check->days);
  return now >= until ? domain::ActionProof::proven : domain::ActionProof::unproven;
}

std::string describe(const domain::ActionCheck& check) {
  const std::string where = check.service.empty() ? "" : " on " + check.service;
  switch (check.kind) {
    case Kind::alert_quiet: return fmt::format("alert {}{} stays quiet for {} days", check.alert, where, check.days);
    case Kind::template_quiet:
      return fmt::format("log template {}{} stays away for {} days", check.log_template, where, check.days);
    case Kind::link_merged: return "what is linked is closed or merged";
  }
  return "";
}

}  // namespace debrief::features::actions
