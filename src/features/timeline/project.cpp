// SPDX-License-Identifier: Apache-2.0
#include "features/timeline/project.hpp"

#include "base/time.hpp"
#include "domain/events.hpp"
#include "features/timeline/wording.hpp"
#include "features/timeline/wording_coordination.hpp"
#include "features/timeline/wording_structure.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

namespace debrief::features::timeline {
namespace {

using domain::Fact;
using domain::TimelineEntry;
namespace events = domain::events;

std::string text_of(const Fact& fact, std::string_view field) {
  return std::string(json::text_at(fact.data, field));
}

std::optional<std::string> optional_text(const Fact& fact, std::string_view field) {
  const std::string_view text = json::text_at(fact.data, field);
  if (text.empty()) return std::nullopt;
  return std::string(text);
}

std::optional<std::string> person(const std::string& actor) {
  if (actor.empty() || actor == "Debrief") return std::nullopt;
  return actor;
}

TimelineEntry begin_entry(const Fact& fact) {
  TimelineEntry entry;
  entry.id = fact.position;
  entry.incident = fact.incident;
  entry.occurred_at = fact.occurred_at;
  entry.recorded_at = fact.recorded_at;
  entry.known_at = fact.recorded_at;
  entry.actor = person(fact.actor);
  entry.origin = tell_source(fact.source);
  return entry;
}

bool written_by_people_then(std::string_view kind) {
  static constexpr std::array<std::string_view, 6> kWritten{"message",    "note",   "decision",
                                                            "hypothesis", "action", "observation"};
  return std::find(kWritten.begin(), kWritten.end(), kind) != kWritten.end();
}

TimelineEntry entry_read(const Fact& fact) {
  TimelineEntry entry = begin_entry(fact);
  entry.kind = text_of(fact, "kind");
  entry.text = text_of(fact, "text");
  entry.actor = optional_text(fact, "actor");
  if (const auto origin = optional_text(fact, "origin")) entry.origin = *origin;
  entry.evidence = optional_text(fact, "evidence");
  entry.locator = optional_text(fact, "locator");
  entry.original_time = optional_text(fact, "original_time");
  entry.time_note = optional_text(fact, "time_note");
  if (const auto ended = parse_rfc3339(json::text_at(fact.data, "ended_at"))) entry.ended_at = *ended;
  const auto* key = fact.data.if_contains("key_moment");
  entry.key_moment = key != nullptr && key->is_bool() && key->get_bool();
  if (written_by_people_then(entry.kind)) entry.known_at = entry.occurred_at;
  return entry;
}

/// How facts of one kind are told. `kind` is the entry's.
struct Telling {
  std::string_view fact;
  std::string_view kind;
  bool key_moment;
  bool by_machine;  ///< the actor of the fact is no person
  std::string (*text)(const Fact&, const domain::Vocabulary&);
};

constexpr std::array<Telling, 24> kTellings{{
    {events::kIncidentDeclared, "state", true, false, [](const Fact& f, const domain::Vocabulary& words) { return tell_declaration(f.data, words); }},
    {events::kTitleChanged, "state", false, false, [](const Fact& f, const domain::Vocabulary&) { return tell_title(f.data); }},
    {events::kSummaryChanged, "note", false, false, [](const Fact& f, const domain::Vocabulary&) { return "Summary: " + text_of(f, "to"); }},
    {events::kImpactChanged, "observation", false, false, [](const Fact& f, const domain::Vocabulary&) { return "Impact: " + text_of(f, "to"); }},
    {events::kEffectsChanged, "observation", false, false, [](const Fact& f, const domain::Vocabulary&) { return tell_effects(f.data); }},
    {events::kSeverityChanged, "severity", true, false, [](const Fact& f, const domain::Vocabulary& words) { return tell_severity(f.data, words); }},
    {events::kStateChanged, "state", false, false, [](const Fact& f, const domain::Vocabulary& words) { return tell_state(f.data, words); }},
    {events::kServicesChanged, "state", false, false, [](const Fact& f, const domain::Vocabulary&) { return tell_services(f.data); }},
    {events::kFieldSet, "state", false, false, [](const Fact& f, const domain::Vocabulary&) { return tell_field(f.data); }},
    {events::kVisibilityChanged, "state", false, false, [](const Fact& f, const domain::Vocabulary&) { return tell_visibility(f.data); }},
    {events::kMilestoneSet, "milestone", true, false, [](const Fact& f, const domain::Vocabulary&) { return tell_milestone(f); }},
    {events::kMilestoneCleared, "milestone", false, false, [](const Fact& f, const domain::Vocabulary&) { return tell_milestone_cleared(f); }},
    {events::kRoleAssigned, "role", false, false, [](const Fact& f, const domain::Vocabulary& words) { return tell_role(f.data, true, words); }},
    {events::kRoleEnded, "role", false, false, [](const Fact& f, const domain::Vocabulary& words) { return tell_role(f.data, false, words); }},
    {events::kMemberAdded, "role", false, false, [](const Fact& f, const domain::Vocabulary&) { return text_of(f, "person") + " was let in"; }},
    {events::kMemberRemoved, "role", false, false, [](const Fact& f, const domain::Vocabulary&) { return text_of(f, "person") + " was put out"; }},
    {events::kAlertFired, "alert", false, true, [](const Fact& f, const domain::Vocabulary&) { return tell_alert(f.data, true); }},
    {events::kAlertResolved, "alert_resolved", false, true, [](const Fact& f, const domain::Vocabulary&) { return tell_alert(f.data, false); }},
    {events::kEvidenceAdded, "evidence", false, false, [](const Fact& f, const domain::Vocabulary&) { return tell_evidence(f.data); }},
    {events::kPostmortemDrafted, "postmortem", false, false,
     [](const Fact& f, const domain::Vocabulary&) { return "Postmortem drafted: " + text_of(f, "title"); }},
    {events::kActionBroken, "observation", true, true, [](const Fact& f, const domain::Vocabulary&) { return tell_broken_promise(f.data); }},
    {events::kActionRecurred, "postmortem", false, true, [](const Fact& f, const domain::Vocabulary&) { return tell_recurrence(f.data); }},
    {events::kActionProven, "postmortem", false, true, [](const Fact& f, const domain::Vocabulary&) { return tell_proof(f.data); }},
    {events::kMatchFound, "state", false, true, [](const Fact& f, const domain::Vocabulary&) { return tell_match(f.data); }},
}};

std::optional<TimelineEntry> tell_document(const Fact& fact) {
  TimelineEntry entry = begin_entry(fact);
  entry.kind = "postmortem";
  if (fact.kind == events::kPostmortemMoved) entry.text = tell_postmortem_state(fact.data);
  else if (fact.kind == events::kPostmortemImported) entry.text = "Postmortem taken in: " + text_of(fact, "title");
  else return std::nullopt;
  return entry;
}

/// Runs of runbooks. A step shows once it is settled, and is a key moment when it helped.
std::optional<TimelineEntry> tell_run(const Fact& fact) {
  TimelineEntry entry = begin_entry(fact);
  entry.kind = fact.kind == events::kRunStep ? "action" : "state";
  if (fact.kind == events::kRunStarted) entry.text = tell_run_started(fact.data);
  else if (fact.kind == events::kRunEnded) entry.text = tell_run_ended(fact.data);
  else if (fact.kind != events::kRunStep) return std::nullopt;
  else {
    const std::string state = text_of(fact, "to");
    if (state == "open" || state == "doing") return std::nullopt;
    entry.text = tell_run_step(fact.data);
    entry.key_moment = state == "helped";
  }
  return entry;
}

TimelineEntry note(const Fact& fact) {
  TimelineEntry entry = begin_entry(fact);
  entry.kind = optional_text(fact, "kind").value_or("note");
  entry.text = text_of(fact, "text");
  return entry;
}

}  // namespace

std::optional<TimelineEntry> project(const Fact& fact, const domain::Vocabulary& words) {
  if (fact.incident == domain::kServerChain) return std::nullopt;
  if (fact.kind == events::kEntryRead) return entry_read(fact);
  if (fact.kind == events::kNoteAdded) return note(fact);
  if (fact.kind.starts_with("run.")) return tell_run(fact);
  if (TimelineEntry entry = begin_entry(fact); tell_coordination(fact, words, entry)) return entry;
  if (TimelineEntry entry = begin_entry(fact); tell_structure(fact, entry)) return entry;
  const auto found =
      std::find_if(kTellings.begin(), kTellings.end(), [&](const Telling& t) { return t.fact == fact.kind; });
  if (found == kTellings.end()) return tell_document(fact);
  TimelineEntry entry = begin_entry(fact);
  entry.kind = found->kind;
  entry.text = found->text(fact, words);
  entry.key_moment = found->key_moment;
  if (found->by_machine) entry.actor.reset();
  return entry;
}

}  // namespace debrief::features::timeline
