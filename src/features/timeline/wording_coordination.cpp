// SPDX-License-Identifier: Apache-2.0
#include "features/timeline/wording_coordination.hpp"

#include "base/json.hpp"
#include "base/text.hpp"
#include "base/time.hpp"
#include "domain/events.hpp"
#include "domain/incident.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

namespace debrief::features::timeline {
namespace {

using domain::Fact;
using json::text_at;
namespace events = domain::events;

/// "10:42 UTC", with the date in front unless it is the day of `beside`.
std::string utc_beside(Instant at, Instant beside) {
  const std::string text = to_minutes(at);
  return (text.substr(0, 10) == to_minutes(beside).substr(0, 10) ? text.substr(11) : text) + " UTC";
}

std::string time_in(const Fact& fact, std::string_view field) {
  const auto at = parse_rfc3339(text_at(fact.data, field));
  return at ? utc_beside(*at, fact.occurred_at) : std::string();
}

std::string with_reason(std::string sentence, std::string_view reason) {
  return trim(reason).empty() ? sentence : fmt::format("{}: {}", sentence, trim(reason));
}

std::string audience_name(const Fact& fact) {
  const std::string_view audience = text_at(fact.data, "audience");
  if (audience == "executive") return "executives";
  return audience == "customer" ? "customers" : "the house";
}

std::string tell_task_added(const Fact& fact) {
  const std::string_view owner = text_at(fact.data, "owner");
  const std::string due = time_in(fact, "due_at");
  return fmt::format("{}: {}{}", owner.empty() ? "Task" : fmt::format("Task for {}", owner), text_at(fact.data, "title"),
                     due.empty() ? "" : fmt::format(" (due {})", due));
}

std::string tell_task_changed(const Fact& fact) {
  const std::string title = fmt::format("Task “{}”", text_at(fact.data, "title"));
  std::string text;
  if (fact.data.contains("owner")) {
    const std::string_view owner = text_at(fact.data, "owner");
    text = owner.empty() ? " is nobody's now" : fmt::format(" given to {}", owner);
  }
  if (fact.data.contains("due_at")) {
    const std::string due = time_in(fact, "due_at");
    text += (text.empty() ? "" : ",") + (due.empty() ? std::string(" without a due time") : " due " + due);
  }
  return title + (text.empty() ? " reworded" : text);
}

std::string tell_task_moved(const Fact& fact) {
  const std::string_view to = text_at(fact.data, "to");
  const bool same = to == text_at(fact.data, "from");
  const std::string_view words = same             ? "Task"
                                 : to == "done"   ? "Task done"
                                 : to == "doing"  ? "Task begun"
                                 : to == "dropped" ? "Task dropped"
                                                   : "Task open again";
  const std::string_view note = trim(text_at(fact.data, "note"));
  return fmt::format("{}: {}{}{}", words, text_at(fact.data, "title"), note.empty() ? "" : ". ", note);
}

std::string tell_hypothesis_state(const Fact& fact) {
  const std::string_view to = text_at(fact.data, "to");
  const std::string_view words = to == "confirmed" ? "Confirmed"
                                 : to == "refuted" ? "Refuted"
                                 : to == "set_aside" ? "Set aside"
                                                     : "Open again";
  return with_reason(fmt::format("{}: “{}”", words, text_at(fact.data, "text")), text_at(fact.data, "reason"));
}

std::string tell_hand_over(const Fact& fact, const domain::Vocabulary& words) {
  std::string text = fmt::format("{} handed the role {} over to {}", text_at(fact.data, "from"),
                                 words.role_name(text_at(fact.data, "role")), text_at(fact.data, "to"));
  const std::string_view summary = trim(text_at(fact.data, "summary"));
  return summary.empty() ? text : fmt::format("{}\n{}", text, summary);
}

std::string tell_update(const Fact& fact) {
  std::string text = fmt::format("Update for {}: {}", audience_name(fact), text_at(fact.data, "conditions"));
  if (const auto actions = trim(text_at(fact.data, "actions")); !actions.empty()) text += fmt::format("\nActions: {}", actions);
  if (const auto needs = trim(text_at(fact.data, "needs")); !needs.empty()) text += fmt::format("\nNeeds: {}", needs);
  if (const std::string next = time_in(fact, "next_at"); !next.empty()) text += fmt::format("\nNext update by {}", next);
  return text;
}

std::string tell_pace(const Fact& fact) {
  const std::string_view reason = text_at(fact.data, "reason");
  if (const std::string until = time_in(fact, "snoozed_until"); !until.empty())
    return with_reason(fmt::format("Update for {} put off until {}", audience_name(fact), until), reason);
  const json::value* minutes = fact.data.if_contains("minutes");
  if (minutes != nullptr && minutes->is_int64())
    return with_reason(fmt::format("Updates for {} every {} min from now on", audience_name(fact), minutes->get_int64()), reason);
  return with_reason(fmt::format("Updates for {} as often as the severity asks", audience_name(fact)), reason);
}

std::string people_in(const Fact& fact, std::string_view field) {
  std::string names;
  const json::array* all = json::array_at(fact.data, field);
  if (all == nullptr) return names;
  for (const json::value& one : *all)
    if (one.is_string()) names += (names.empty() ? "" : ", ") + std::string(std::string_view(one.get_string()));
  return names;
}

std::string tell_escalation_step(const Fact& fact) {
  const json::value* level = fact.data.if_contains("level");
  const std::string told = people_in(fact, "told");
  const std::string_view reason = text_at(fact.data, "reason");  // of who asked for it
  return fmt::format("Escalation {}, step {}: {}{}{}", text_at(fact.data, "name"), level != nullptr && level->is_int64() ? level->get_int64() : 0,
                     told.empty() ? "nobody could be told" : told + " told", reason.empty() ? "" : "; ", reason);
}

std::string tell_escalation_end(const Fact& fact) {
  const std::string_view reason = text_at(fact.data, "reason");
  return fmt::format("Escalation {} ended: {}", text_at(fact.data, "name"),
                     reason == "exhausted" ? "everybody on it was told, nobody acknowledged" : reason == "settled" ? "nobody needs to be called any more" : "acknowledged");
}

std::string tell_status_shown(const Fact& fact) {
  const json::value* shown = fact.data.if_contains("shown");
  const bool off = shown != nullptr && shown->is_bool() && !shown->get_bool();
  return fmt::format("{} the status page “{}”: “{}”", off ? "Taken off" : "Shown on", text_at(fact.data, "name"), text_at(fact.data, "title"));
}

std::string tell_status_posted(const Fact& fact) {
  std::string state(text_at(fact.data, "state"));
  std::replace(state.begin(), state.end(), '_', ' ');
  return fmt::format("{} on the status page “{}”, {}: {}", fact.data.contains("corrected") ? "Corrected" : "Posted", text_at(fact.data, "name"), state, text_at(fact.data, "text"));
}

struct CoordinationTelling {
  std::string_view fact;
  std::string_view kind;
  std::string (*text)(const Fact&);
};

constexpr std::array<CoordinationTelling, 14> kCoordinationTellings{{
    {events::kTaskAdded, "task", tell_task_added},
    {events::kTaskChanged, "task", tell_task_changed},
    {events::kTaskMoved, "task", tell_task_moved},
    {events::kHypothesisAdded, "hypothesis", [](const Fact& f) { return std::string(text_at(f.data, "text")); }},
    {events::kHypothesisArgued, "hypothesis",
     [](const Fact& f) {
       return fmt::format("{} “{}”: {}", text_at(f.data, "stance") == "against" ? "Against" : "For",
                          text_at(f.data, "hypothesis"), text_at(f.data, "text"));
     }},
    {events::kHypothesisMoved, "hypothesis", tell_hypothesis_state},
    {events::kUpdatePosted, "update", tell_update},
    {events::kUpdatesPaced, "update", tell_pace},
    {events::kStatusShown, "update", tell_status_shown},
    {events::kStatusPosted, "update", tell_status_posted},
    {events::kEscalationStarted, "role",
     [](const Fact& f) { return fmt::format("Escalation {} begins: {}", text_at(f.data, "name"), text_at(f.data, "reason")); }},
    {events::kEscalationStep, "role", tell_escalation_step},
    {events::kEscalationEnded, "role", tell_escalation_end},
    {events::kStakeholdersBrought, "role",
     [](const Fact& f) { return fmt::format("Brought in: {}, because {}", people_in(f, "people"), text_at(f.data, "reason")); }},
}};

}  // namespace

bool tell_coordination(const Fact& fact, const domain::Vocabulary& words, domain::TimelineEntry& entry) {
  if (fact.kind == events::kRoleHandedOver) {
    entry.kind = "role";
    entry.text = tell_hand_over(fact, words);
    return true;
  }
  for (const CoordinationTelling& telling : kCoordinationTellings) {
    if (telling.fact != fact.kind) continue;
    entry.kind = telling.kind;
    entry.text = telling.text(fact);
    entry.key_moment = fact.kind == events::kHypothesisMoved && text_at(fact.data, "to") == "confirmed";
    return true;
  }
  return false;
}

}  // namespace debrief::features::timeline
