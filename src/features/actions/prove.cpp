// SPDX-License-Identifier: Apache-2.0
#include "features/actions/prove.hpp"

#include "base/time.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace debrief::features::actions {

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

bool passes(const domain::ActionCheck& check, const domain::DrillResult& result) {
  if (result.passed) return *result.passed;
  if (!result.recognised_after || !result.next_step_after) return false;
  if (check.minutes == 0) return true;
  const Micros most = std::chrono::minutes(check.minutes);
  return *result.recognised_after <= most && *result.next_step_after <= most;
}

const domain::DrillResult* find_passed(const domain::ActionItem& action,
                                       const std::vector<domain::DrillResult>& results) {
  const domain::DrillResult* first = nullptr;
  if (!action.check || !action.closed_at) return first;
  for (const auto& result : results)
    if (result.started_at > *action.closed_at && passes(*action.check, result)) first = &result;
  return first;
}

std::string not_passed_yet(const domain::ActionItem& action, const std::vector<domain::DrillResult>& results) {
  if (!action.closed_at || results.empty() || results.front().started_at <= *action.closed_at) return "";
  return describe(results.front(), false);
}

std::string describe(const domain::DrillResult& result, bool passed) {
  const auto after = [](const std::optional<Micros>& span) {
    return span ? "after " + describe_span(*span) : std::string("never");
  };
  const std::string day = to_rfc3339(result.ended_at).substr(0, 10);
  return fmt::format("{} {} a drill on {}: recognised {}, right next step {}, as {} judged", result.person,
                     passed ? "passed" : "did not pass", day, after(result.recognised_after),
                     after(result.next_step_after), result.judged_by == result.person ? "they themselves" : result.judged_by);
}

domain::ActionProof standing_of(const domain::ActionItem& action, Instant now) {
  if (!action.check) return domain::ActionProof::none;
  if (action.state != domain::ActionState::done || !action.closed_at) return action.proof;
  if (action.check->kind == domain::ActionCheck::Kind::link_merged) {
    const bool closed = action.link && (action.link->state == "closed" || action.link->state == "merged");
    return closed ? domain::ActionProof::proven : domain::ActionProof::unproven;
  }
  if (action.check->kind == domain::ActionCheck::Kind::drill_passed || action.proof == domain::ActionProof::proven) return action.proof;
  const Instant until = *action.closed_at + std::chrono::hours(24 * action.check->days);
  return now >= until ? domain::ActionProof::proven : domain::ActionProof::unproven;
}

std::string describe(const domain::ActionCheck& check) {
  const std::string where = check.service.empty() ? "" : " on " + check.service;
  switch (check.kind) {
    case domain::ActionCheck::Kind::alert_quiet: return fmt::format("alert {}{} stays quiet for {} days", check.alert, where, check.days);
    case domain::ActionCheck::Kind::template_quiet:
      return fmt::format("log template {}{} stays away for {} days", check.log_template, where, check.days);
    case domain::ActionCheck::Kind::link_merged: return "what is linked is closed or merged";
    case domain::ActionCheck::Kind::drill_passed:
      return check.minutes == 0 ? std::string("a drill of the incident is passed")
                                : fmt::format("a drill of the incident is passed within {} minutes", check.minutes);
  }
  return "";
}

}  // namespace debrief::features::actions
