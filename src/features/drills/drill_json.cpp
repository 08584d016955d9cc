// SPDX-License-Identifier: Apache-2.0
#include "features/drills/drill_json.hpp"

#include "base/time.hpp"

namespace debrief::features::drills {
namespace {

json::array entries_json(const std::vector<domain::TimelineEntry>& entries, bool afterwards) {
  json::array all;
  for (const auto& entry : entries) all.emplace_back(entry_json(entry, afterwards));
  return all;
}

json::object person_json(const Person& person) {
  return {{"user", person.user_id},
          {"name", person.name},
          {"role", person.role == Role::facilitator ? "facilitator" : "trainee"},
          {"joined_at", to_rfc3339(person.joined_at)},
          {"recognised_at", json::or_null(person.recognised_at)},
          {"next_step_at", json::or_null(person.next_step_at)},
          {"helped", person.helped},
          {"judged", !person.judged_by.empty()},
          {"passed", json::or_null(person.passed)}};
}

json::object incident_json(const domain::Incident& incident) {
  json::array milestones;
  for (const auto& milestone : incident.milestones)
    milestones.push_back(json::object{{"name", milestone.name}, {"at", to_rfc3339(milestone.at)}});
  return {{"number", incident.number},
          {"key", domain::incident_key(incident.number)},
          {"title", incident.title},
          {"summary", incident.summary},
          {"has_postmortem", incident.postmortem_state.has_value()},
          {"milestones", std::move(milestones)}};
}

}  // namespace

json::object entry_json(const domain::TimelineEntry& entry, bool afterwards) {
  return {{"id", std::to_string(entry.id)},
          {"kind", entry.kind},
          {"text", entry.text},
          {"occurred_at", to_rfc3339(entry.occurred_at)},
          {"seen_at", to_rfc3339(seen_at(entry, afterwards))},
          {"actor", json::or_null(entry.actor)},
          {"origin", entry.origin}};
}

json::object to_json(const Writing& writing) {
  json::value answer(nullptr);
  if (!writing.answer.empty())
    if (auto parsed = json::parse(writing.answer)) answer = std::move(*parsed);
  return {{"id", writing.id},
          {"user", writing.user_id},
          {"name", writing.name},
          {"kind", writing.kind},
          {"text", writing.text},
          {"answer", std::move(answer)},
          {"at", to_rfc3339(writing.at)},
          {"recorded_at", to_rfc3339(writing.recorded_at)}};
}

json::object head_of(const Drill& drill, const domain::Principal& who, Instant now) {
  const Person* self = drill.find(who.id);
  const bool told = drill.ended_at || (self != nullptr && self->role == Role::facilitator);
  json::array people;
  for (const Person& person : drill.people) people.emplace_back(person_json(person));
  json::object head{{"id", drill.id},
                    {"kind", drill.kind == Kind::quiz ? "quiz" : "replay"},
                    {"mode", drill.mode == Mode::group ? "group" : "alone"},
                    {"service", drill.service},
                    {"started_at", to_rfc3339(drill.started_at)},
                    {"started_by", drill.started_by},
                    {"ended_at", json::or_null(drill.ended_at)},
                    {"role", self == nullptr ? json::value(nullptr) : self->role == Role::facilitator ? "facilitator" : "trainee"},
                    {"people", std::move(people)},
                    {"incident", told ? json::or_null(drill.incident) : json::value(nullptr)}};
  if (drill.kind == Kind::replay) {
    const Instant at = drill.clock.at(now);
    head["clock"] = json::object{{"from", to_rfc3339(drill.window.from)},
                                 {"at", to_rfc3339(at)},
                                 {"speed", drill.clock.speed},
                                 {"over", at >= drill.window.until}};
  }
  return head;
}

json::object to_json(const View& view, const domain::Principal& who, Instant now) {
  json::object document = head_of(view.drill, who, now);
  document["shown"] = entries_json(view.replay.shown, view.afterwards);
  json::array writings;
  for (const Writing& writing : view.writings) writings.emplace_back(to_json(writing));
  document["writings"] = std::move(writings);
  json::array evidence;
  for (const auto& item : view.evidence) evidence.push_back(json::object{{"id", item.id}, {"name", item.name}});
  document["evidence"] = std::move(evidence);
  if (!view.incident) return document;
  document["told"] = incident_json(*view.incident);
  document["withheld"] = entries_json(view.replay.withheld, view.afterwards);
  document["coming"] = entries_json(view.coming.shown, view.afterwards);
  return document;
}

}  // namespace debrief::features::drills
