// SPDX-License-Identifier: Apache-2.0
#include "features/drills/drills.hpp"
#include "features/drills/store.hpp"

#include "base/ids.hpp"
#include "base/text.hpp"
#include "domain/events.hpp"

#include <algorithm>
#include <array>

namespace debrief::features::drills {
namespace {

namespace events = domain::events;

Result<Drill> open(journal::Transaction& tx, const domain::Principal& who, const std::string& id) {
  Drill drill = TRY(get(tx.db, who, id));
  if (drill.ended_at) return conflict("this drill has ended");
  return drill;
}

Result<Person> takes_part(const Drill& drill, const domain::Principal& who) {
  const Person* person = drill.find(who.id);
  if (person == nullptr)
    return make_error(ErrorCode::forbidden, "you do not take part in this drill").with_help("Join it first.");
  return *person;
}

/// Who may move the clock and end the drill: the facilitator of a group, or who trains alone.
Result<Person> leads(const Drill& drill, const domain::Principal& who) {
  const Person person = TRY(takes_part(drill, who));
  if (drill.mode == Mode::group && person.role != Role::facilitator)
    return make_error(ErrorCode::forbidden, "only the facilitator may do this");
  return person;
}

void leave(journal::Transaction& tx, std::string_view kind, const Drill& drill) {
  json::object data{{"id", drill.id}, {"kind", drill.kind == Kind::quiz ? "quiz" : "replay"}, {"incident", json::or_null(drill.incident)}};
  if (kind == events::kDrillStarted) {
    json::array people;
    for (const Person& person : drill.people) people.emplace_back(person.name);
    data["people"] = std::move(people);
  }
  tx.append({domain::kServerChain, std::string(kind), tx.now(), std::move(data)});
}

void leave_judgement(journal::Transaction& tx, const Drill& drill, const Person& person) {
  json::object data{{"id", drill.id}, {"incident", json::or_null(drill.incident)}, {"person", person.name}};
  const auto add = [&](std::string_view name, const std::optional<Instant>& at) {
    if (at) data[name] = std::chrono::duration_cast<std::chrono::seconds>(*at - drill.window.from).count();
  };
  add("recognised_after", person.recognised_at);
  add("next_step_after", person.next_step_at);
  if (person.passed) data["passed"] = *person.passed;
  tx.append({domain::kServerChain, std::string(events::kDrillJudged), tx.now(), std::move(data)});
}

}  // namespace

const Person* Drill::find(const std::string& user_id) const {
  const auto found = std::find_if(people.begin(), people.end(), [&](const Person& p) { return p.user_id == user_id; });
  return found == people.end() ? nullptr : &*found;
}

Drill start(journal::Transaction& tx, const domain::Principal& who, const domain::Incident& incident, Window window, Mode mode) {
  Drill drill;
  drill.id = new_id(tx.now());
  drill.mode = mode;
  drill.incident = incident.number;
  drill.service = incident.services.empty() ? "" : incident.services.front();
  drill.window = window;
  drill.clock = {window.from, tx.now(), 0, window.until};
  drill.started_at = tx.now();
  drill.started_by = who.name;
  drill.started_by_id = who.id;
  Person person;
  person.user_id = who.id;
  person.name = who.name;
  person.role = mode == Mode::group ? Role::facilitator : Role::trainee;
  person.joined_at = tx.now();
  drill.people.push_back(std::move(person));
  store::insert(tx.db, drill);
  leave(tx, events::kDrillStarted, drill);
  return drill;
}

Result<Drill> join(journal::Transaction& tx, const domain::Principal& who, const std::string& id) {
  Drill drill = TRY(open(tx, who, id));
  if (drill.find(who.id) != nullptr) return drill;
  if (drill.mode != Mode::group || drill.kind == Kind::quiz)
    return conflict("this drill is done alone").with_help("Begin one of your own.");
  Person person;
  person.user_id = who.id;
  person.name = who.name;
  person.joined_at = tx.now();
  store::put_person(tx.db, id, person);
  drill.people.push_back(std::move(person));
  return drill;
}

Result<Drill> set_clock(journal::Transaction& tx, const domain::Principal& who, const std::string& id,
                        std::optional<std::int64_t> speed, std::optional<Instant> to) {
  Drill drill = TRY(open(tx, who, id));
  TRY(leads(drill, who));
  if (drill.kind == Kind::quiz) return conflict("a quiz has no clock");
  const Instant now = drill.clock.at(tx.now());
  drill.clock.position = to ? std::clamp(*to, now, std::max(now, drill.window.until)) : now;
  drill.clock.anchored_at = tx.now();
  if (speed) drill.clock.speed = std::clamp(*speed, std::int64_t{0}, kFastest);
  store::update_clock(tx.db, drill);
  return drill;
}

Result<Writing> write(journal::Transaction& tx, const domain::Principal& who, const std::string& id, std::string kind,
                      std::string text, std::string answer) {
  static constexpr std::array<std::string_view, 6> kKinds{"see", "believe", "would_do", "ask", "recognise", "inject"};
  const Drill drill = TRY(open(tx, who, id));
  const Person person = TRY(takes_part(drill, who));
  if (std::find(kKinds.begin(), kKinds.end(), kind) == kKinds.end())
    return invalid("there is no kind '{}'", kind.substr(0, 60)).at("/kind").with_help("Use see, believe, would_do, ask or inject.");
  if (kind == "inject" && person.role != Role::facilitator)
    return make_error(ErrorCode::forbidden, "only the facilitator may add to what happens");
  const auto words = trim(text);
  if (words.empty()) return invalid("there is nothing written").at("/text");
  if (words.size() > kLongestWriting) return too_large("at most {} bytes at once", kLongestWriting).at("/text");
  if (store::count_writings(tx.db, id) >= static_cast<std::int64_t>(kMostWritings))
    return conflict("there are {} entries, which is the limit of a drill", kMostWritings);
  Writing writing{new_id(tx.now()), who.id, who.name, std::move(kind), std::string(words), std::move(answer),
                  drill.clock.at(tx.now()), tx.now()};
  store::insert_writing(tx.db, id, writing);
  return writing;
}

Result<Drill> end(journal::Transaction& tx, const domain::Principal& who, const std::string& id) {
  Drill drill = TRY(open(tx, who, id));
  TRY(leads(drill, who));
  drill.clock.position = drill.clock.at(tx.now());
  drill.clock.anchored_at = tx.now();
  drill.clock.speed = 0;
  drill.ended_at = tx.now();
  store::update_clock(tx.db, drill);
  store::update_end(tx.db, drill);
  leave(tx, events::kDrillEnded, drill);
  return drill;
}

Result<Drill> judge(journal::Transaction& tx, const domain::Principal& who, const std::string& id, const std::string& user_id,
                    const Judgement& judgement) {
  Drill drill = TRY(get(tx.db, who, id));
  if (!drill.ended_at) return conflict("the drill goes on").with_help("Look back on it when it has ended.");
  const Person self = TRY(takes_part(drill, who));
  if (self.user_id != user_id && self.role != Role::facilitator)
    return make_error(ErrorCode::forbidden, "only the facilitator judges for others");
  const auto found = std::find_if(drill.people.begin(), drill.people.end(), [&](const Person& p) { return p.user_id == user_id; });
  if (found == drill.people.end()) return not_found("nobody of that id took part");
  for (const auto* time : {&judgement.recognised_at, &judgement.next_step_at})
    if (*time && **time && (***time < drill.window.from || ***time > drill.window.until))
      return invalid("the time lies outside of the drill").with_help("Choose one of the entries of the drill.");
  if (judgement.recognised_at) found->recognised_at = *judgement.recognised_at;
  if (judgement.next_step_at) found->next_step_at = *judgement.next_step_at;
  if (judgement.helped) found->helped = *judgement.helped;
  if (judgement.passed) {
    if (self.role != Role::facilitator || found->role == Role::facilitator)
      return make_error(ErrorCode::forbidden, "whether a trainee passed is the facilitator's word")
          .at("/passed")
          .with_help("Mark when it was recognised and when the right next step was named.");
    found->passed = *judgement.passed;
  }
  found->judged_by = who.name.empty() ? "Debrief" : who.name;
  store::put_person(tx.db, id, *found);
  leave_judgement(tx, drill, *found);
  return drill;
}

Result<Drill> get(db::Connection& db, const domain::Principal& who, const std::string& id) {
  auto found = store::find(db, who, id);
  // What somebody does alone concerns nobody else.
  if (!found || (found->mode == Mode::alone && found->find(who.id) == nullptr && found->started_by_id != who.id))
    return not_found("there is no such drill");
  return std::move(*found);
}

std::vector<domain::DrillResult> list_results(db::Connection& db, std::int64_t incident) {
  constexpr std::int64_t kMost = 500;
  return store::list_results(db, incident, kMost);
}

Result<Replay> replay_for(const Ports& ports, const domain::Principal& who, const Drill& drill, Instant moment) {
  if (!drill.incident) return Replay{};
  const auto incident = TRY(ports.get_incident(who, *drill.incident));
  // As it read then; what the archive tells was never known by then.
  const auto entries = told_afterwards(incident) ? TRY(ports.list_timeline(who, *drill.incident))
                                                 : TRY(ports.list_known(who, *drill.incident, moment));
  return replay_until(incident, entries, moment);
}

}  // namespace debrief::features::drills
