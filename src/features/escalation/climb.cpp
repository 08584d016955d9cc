// SPDX-License-Identifier: Apache-2.0
#include "features/escalation/climb.hpp"

#include "base/ids.hpp"
#include "domain/events.hpp"
#include "journal/visibility.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace debrief::features::escalation {
namespace {

namespace events = domain::events;

// The type of the message by which a paging product takes over.
constexpr std::string_view kHandedOver = "escalation.handed_over";

std::string place_words(const Climb& climb) {
  std::string words = fmt::format("step {} of {}", climb.next.level, climb.policy.steps.size());
  if (climb.next.round > 0) words += fmt::format(", round {}", climb.next.round + 1);
  return words;
}

domain::Notice notice_of(const Climb& climb, const Subject& subject, const std::vector<domain::Member>& to) {
  domain::Notice notice;
  notice.kind = "escalation.step";
  for (const auto& member : to) notice.to.push_back(member.id);
  notice.incident = subject.number;
  notice.title = fmt::format("{}: nobody has it in hand – {}", head_of(subject), subject.title);
  notice.text = fmt::format("Open it and press “Acknowledge”, or take the command: then nobody else is called.\n\n"
                            "Why you: {} ({}), because {}.{}{}",
                            climb.policy.name, place_words(climb), climb.reason,
                            subject.services.empty() ? "" : "\nServices: ", fmt::join(subject.services, ", "));
  notice.path = fmt::format("/incidents/{}/room", subject.number);
  notice.key = fmt::format("escalation/{}/{}/{}", climb.id, climb.next.round, climb.next.level);
  return notice;
}

domain::OutgoingMessage message_of(const Climb& climb, const Subject& subject, const std::string& endpoint) {
  json::array services;
  for (const auto& service : subject.services) services.emplace_back(service);
  domain::OutgoingMessage message;
  message.endpoint = endpoint;
  message.type = kHandedOver;
  message.incident = subject.number;
  message.data = {{"incident", json::object{{"number", subject.number},
                                            {"key", domain::incident_key(subject.number)},
                                            {"title", subject.title},
                                            {"summary", subject.summary},
                                            {"kind", domain::to_text(subject.kind)},
                                            {"severity", json::or_null(subject.severity)},
                                            {"services", std::move(services)}}},
                  {"change", json::object{{"id", climb.id},
                                          {"name", climb.policy.name},
                                          {"level", climb.next.level},
                                          {"round", climb.next.round + 1},
                                          {"reason", climb.reason}}}};
  message.text = fmt::format("{}: nobody has it in hand – {} ({}, {})", head_of(subject), subject.title, climb.policy.name, place_words(climb));
  message.path = fmt::format("/incidents/{}/room", subject.number);
  message.key = fmt::format("escalation/{}/{}/{}", climb.id, climb.next.round, climb.next.level);
  return message;
}

void put_step_job(db::Connection& db, const Climb& climb) {
  journal::put_job(db, fmt::format("escalation/{}/{}/{}", climb.id, climb.next.round, climb.next.level), std::string(kStepJob),
                   {{"escalation", climb.id}, {"round", climb.next.round}, {"level", climb.next.level}}, *climb.next_at);
}

// What nobody outside may know of stays inside: an endpoint hears of no private incident.
std::vector<std::string> tell_step(journal::Transaction& tx, const Ports& ports, const std::vector<domain::Team>& teams,
                                   const Standing& standing, const Climb& climb) {
  const Step& step = climb.policy.steps.at(static_cast<std::size_t>(climb.next.level - 1));
  std::vector<std::string> ids = step.people;
  for (auto& id : members_of(teams, step.teams)) ids.push_back(std::move(id));
  for (auto& id : store::list_holders(tx.db, climb.incident, step.roles)) ids.push_back(std::move(id));
  const auto people = readers_among(tx.db, ports, climb.incident, ids);
  std::vector<std::string> told;
  for (const auto& member : people) told.push_back(member.name);
  if (!people.empty()) ports.notify(tx, notice_of(climb, standing.subject, people));
  if (!step.endpoint.empty() && ports.deliver && standing.visibility == domain::Visibility::everyone) {
    if (const auto name = store::find_endpoint_name(tx.db, step.endpoint)) {
      ports.deliver(tx, message_of(climb, standing.subject, step.endpoint));
      told.push_back(*name);
    }
  }
  return told;
}

json::array texts_of(const std::vector<std::string>& texts) {
  json::array list;
  for (const auto& text : texts) list.emplace_back(text);
  return list;
}

}  // namespace

std::vector<std::string> members_of(const std::vector<domain::Team>& teams, const std::vector<std::string>& team_ids) {
  std::vector<std::string> ids;
  for (const domain::Team& team : teams)
    if (std::find(team_ids.begin(), team_ids.end(), team.id) != team_ids.end())
      ids.insert(ids.end(), team.members.begin(), team.members.end());
  return ids;
}

std::vector<domain::Member> readers_among(db::Connection& db, const Ports& ports, std::int64_t incident,
                                          const std::vector<std::string>& ids) {
  std::vector<domain::Member> readers;
  for (const std::string& id : ids) {
    if (std::any_of(readers.begin(), readers.end(), [&](const auto& one) { return one.id == id; })) continue;
    auto member = ports.find_member(db, id);
    if (!member) continue;
    const domain::Principal person{member->id, member->name, member->role, "escalation"};
    if (journal::require_incident(db, person, domain::Action::read, incident)) readers.push_back(std::move(*member));
  }
  return readers;
}

std::optional<Climb> begin(journal::Transaction& tx, const Ports& ports, const std::vector<domain::Team>& teams,
                           const Standing& standing, Climb climb) {
  climb.id = new_id(tx.now());
  climb.incident = standing.subject.number;
  climb.next = {};
  climb.started_at = tx.now();
  climb.next_at = tx.now() + std::chrono::minutes(climb.cause == 0 ? 0 : climb.policy.steps.front().after);
  if (!store::insert(tx.db, climb)) return std::nullopt;
  tx.append({climb.incident, std::string(events::kEscalationStarted), tx.now(),
             {{"id", climb.id}, {"policy", climb.policy.id}, {"name", climb.policy.name}, {"reason", climb.reason}}});
  if (*climb.next_at <= tx.now()) take_step(tx, ports, teams, standing, climb);
  else put_step_job(tx.db, climb);
  return climb;
}

void take_step(journal::Transaction& tx, const Ports& ports, const std::vector<domain::Team>& teams, const Standing& standing,
               Climb& climb, std::string_view asked) {
  Firing firing{climb.next, tx.now(), {}};
  if (!asked.empty()) climb.reason += fmt::format("; {}", asked);
  firing.told = tell_step(tx, ports, teams, standing, climb);
  if (!store::insert_firing(tx.db, climb.id, firing)) return;
  json::object data{{"id", climb.id}, {"name", climb.policy.name}, {"level", climb.next.level}, {"told", texts_of(firing.told)}};
  if (!asked.empty()) data["reason"] = asked;
  tx.append({climb.incident, std::string(events::kEscalationStep), tx.now(), std::move(data)});
  const auto next = next_after(climb.policy, climb.next);
  if (!next) return end(tx, climb, ClimbState::exhausted, "");
  // Nobody is there to be waited for.
  const bool at_once = firing.told.empty() && next->place.round == climb.next.round;
  climb.next = next->place;
  climb.next_at = tx.now() + std::chrono::minutes(at_once ? 0 : next->minutes);
  store::update(tx.db, climb);
  put_step_job(tx.db, climb);
}

void end(journal::Transaction& tx, Climb& climb, ClimbState state, const std::string& by) {
  if (state == ClimbState::acknowledged)
    tx.append({climb.incident, std::string(events::kEscalationAcknowledged), tx.now(), {{"id", climb.id}, {"name", climb.policy.name}}});
  const bool was_over = climb.state != ClimbState::running;
  climb.state = state;
  climb.next_at.reset();
  climb.ended_at = tx.now();
  climb.ended_by = by;
  store::update(tx.db, climb);
  if (was_over) return;
  tx.append({climb.incident, std::string(events::kEscalationEnded), tx.now(),
             {{"id", climb.id}, {"name", climb.policy.name}, {"reason", to_text(state)}}});
}

}  // namespace debrief::features::escalation
