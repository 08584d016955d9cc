// SPDX-License-Identifier: Apache-2.0
#include "features/drills/drill_json.hpp"
#include "features/drills/drills.hpp"
#include "features/drills/quiz.hpp"
#include "features/drills/routes_quiz.hpp"
#include "features/drills/routes_training.hpp"
#include "features/drills/signs.hpp"
#include "features/drills/store.hpp"

#include "base/time.hpp"
#include "routing/request.hpp"

#include <algorithm>
#include <random>

namespace debrief::features::drills {
namespace {

using domain::Action;
using http::Response;

constexpr std::int64_t kListed = 100;
constexpr std::int64_t kPastLooked = 500;
constexpr std::size_t kRanked = 100;  // of which those that came later are left out
constexpr std::size_t kMatches = 5;

/// What has been seen of the incident by `moment`, and of its evidence. `all` adds what is told at the end.
Result<View> view_of(const Desk& desk, const domain::Principal& who, const Drill& drill, Instant now) {
  View view;
  view.drill = drill;
  view.writings = desk.journal.database().read([&](db::Connection& db) { return store::list_writings(db, drill.id); });
  const Person* self = drill.find(who.id);
  const bool told = drill.ended_at || (self != nullptr && self->role == Role::facilitator);
  const Instant at = drill.clock.at(now);
  const auto incident = TRY(desk.ports.get_incident(who, *drill.incident));
  view.afterwards = told_afterwards(incident);
  view.replay = TRY(replay_for(desk.ports, who, drill, at));
  for (auto& item : TRY(desk.ports.list_evidence(who, *drill.incident)).items)
    if (!view.afterwards && item.recorded_at <= at) view.evidence.push_back(std::move(item));
  if (!told) {
    view.replay.withheld.clear();
    return view;
  }
  view.incident = incident;
  Replay all = TRY(replay_for(desk.ports, who, drill, std::max(drill.window.until, at)));
  view.replay.withheld = std::move(all.withheld);
  for (auto& entry : all.shown)
    if (seen_at(entry, view.afterwards) > at) view.coming.shown.push_back(std::move(entry));
  return view;
}

Result<Response> answer(const Desk& desk, const domain::Principal& who, const Drill& drill, int status = 200) {
  const Instant now = desk.journal.clock().now();
  if (drill.kind == Kind::quiz) return respond(TRY(quiz_json(desk, who, drill)), status);
  return respond(to_json(TRY(view_of(desk, who, drill, now)), who, now), status);
}

Result<Drill> drill_in_path(const Desk& desk, const Call& call) {
  return desk.journal.database().read([&](db::Connection& db) { return get(db, call.who, call.request.parameter("id")); });
}

Result<Response> get_list(const Desk& desk, const Call& call) {
  const Instant now = desk.journal.clock().now();
  const auto drills = desk.journal.database().read([&](db::Connection& db) { return store::list(db, call.who, kListed); });
  json::array items;
  for (const Drill& drill : drills) items.emplace_back(head_of(drill, call.who, now));
  return respond({{"items", std::move(items)}});
}

Result<Response> get_one(const Desk& desk, const Call& call) { return answer(desk, call.who, TRY(drill_in_path(desk, call))); }

/// The window of an incident that can be replayed. Errors: conflict.
Result<Window> window_for(const Desk& desk, const domain::Principal& who, const domain::Incident& incident) {
  if (incident.phase() != domain::Phase::post_incident && incident.phase() != domain::Phase::closed)
    return conflict("{} is not over", domain::incident_key(incident.number)).with_help("Only what is over can be replayed.");
  if (const auto window = window_of(incident, TRY(desk.ports.list_timeline(who, incident.number)))) return *window;
  return conflict("the timeline of {} has nothing to replay", domain::incident_key(incident.number))
      .with_help("Choose an incident with alerts, observations or notes.");
}

/// An incident of the service that `who` has not met, else any; absent when there is none.
std::optional<std::int64_t> surprise(const Desk& desk, const domain::Principal& who, const std::string& service) {
  auto [past, met] = desk.journal.database().read([&](db::Connection& db) {
    return std::pair(store::list_past(db, who, kPastLooked), store::list_met(db, who));
  });
  std::erase_if(past, [&](const store::Past& one) {
    return !service.empty() && std::find(one.services.begin(), one.services.end(), service) == one.services.end();
  });
  std::mt19937_64 random(static_cast<std::uint64_t>(desk.journal.clock().now().micros));
  std::shuffle(past.begin(), past.end(), random);
  const auto& trained = met;  // a lambda cannot name a structured binding with every compiler
  std::stable_partition(past.begin(), past.end(), [&](const store::Past& one) {
    return std::none_of(trained.begin(), trained.end(), [&](const auto& m) { return m.user_id == who.id && m.incident == one.incident; });
  });
  for (const auto& one : past) {
    const auto incident = desk.ports.get_incident(who, one.incident);
    if (incident && window_for(desk, who, *incident)) return one.incident;
  }
  return std::nullopt;
}

Result<Response> post_one(const Desk& desk, const Call& call) {
  const auto body = TRY(body_of(call.request));
  auto in = TRY(json::Fields::of(body));
  const auto kind = TRY(in.optional_text("kind", 20)).value_or("replay");
  const auto mode = TRY(in.optional_text("mode", 20)).value_or("alone");
  const auto service = TRY(in.optional_text("service", 200)).value_or("");
  auto number = TRY(in.optional_integer("incident", 1, 999'999'999'999));
  TRY(in.done());
  if (mode != "alone" && mode != "group") return invalid("there is no mode '{}'", mode).at("/mode").with_help("Use alone or group.");
  if (kind == "quiz") return answer(desk, call.who, TRY(start_quiz(desk, call, service)), 201);
  if (kind != "replay") return invalid("there is no kind '{}'", kind).at("/kind").with_help("Use replay or quiz.");
  if (!number) number = surprise(desk, call.who, service);
  if (!number)
    return conflict("there is no past incident to replay").with_help("Close an incident with a timeline, or import an archive.");
  const auto incident = TRY(desk.ports.get_incident(call.who, *number));
  const Window window = TRY(window_for(desk, call.who, incident));
  const auto drill = TRY(desk.journal.write(call.origin, [&](journal::Transaction& tx) -> Result<Drill> {
    return start(tx, call.who, incident, window, mode == "group" ? Mode::group : Mode::alone);
  }));
  return answer(desk, call.who, drill, 201);
}

/// Runs `work(Transaction&, id)`, and answers with the drill as it is seen then.
template <class Work>
Result<Response> changed(const Desk& desk, const Call& call, const Work& work) {
  const auto drill = TRY(desk.journal.write(
      call.origin, [&](journal::Transaction& tx) -> Result<Drill> { return work(tx, call.request.parameter("id")); }));
  return answer(desk, call.who, drill);
}

Result<Response> put_clock(const Desk& desk, const Call& call) {
  const auto body = TRY(body_of(call.request));
  auto in = TRY(json::Fields::of(body));
  const auto speed = TRY(in.optional_integer("speed", 0, kFastest));
  const bool skip = TRY(in.boolean_or("skip", false));
  TRY(in.done());
  std::optional<Instant> to;
  if (skip) {
    // To the next thing that is seen: the answer tells no more than waiting would.
    const Drill drill = TRY(drill_in_path(desk, call));
    if (drill.kind == Kind::quiz) return conflict("a quiz has no clock");
    const auto incident = TRY(desk.ports.get_incident(call.who, *drill.incident));
    const Instant at = drill.clock.at(desk.journal.clock().now());
    const Replay all = TRY(replay_for(desk.ports, call.who, drill, drill.window.until));
    to = drill.window.until;
    for (const auto& entry : all.shown) {
      const Instant seen = seen_at(entry, told_afterwards(incident));
      if (seen > at) {
        to = std::min(*to, seen);
        break;
      }
    }
  }
  return changed(desk, call, [&](journal::Transaction& tx, const std::string& id) { return set_clock(tx, call.who, id, speed, to); });
}

Result<Response> post_writing(const Desk& desk, const Call& call) {
  const auto body = TRY(body_of(call.request));
  auto in = TRY(json::Fields::of(body));
  const auto kind = TRY(in.text("kind", 20));
  const auto text = TRY(in.text("text", kLongestWriting));
  TRY(in.done());
  if (kind == "recognise") return invalid("recognition is asked for by a request of its own").at("/kind");
  const Drill drill = TRY(drill_in_path(desk, call));
  if (drill.kind == Kind::quiz) return conflict("nothing is written in a quiz");
  const std::string found = kind == "ask" ? TRY(found_for(desk, call.who, drill, text)) : "";
  return desk.journal.write(call.origin, [&](journal::Transaction& tx) -> Result<Response> {
    return respond(to_json(TRY(write(tx, call.who, drill.id, kind, text, found))), 201);
  });
}

/// Past incidents that resemble what has been seen by now, but for the one itself and those that came after it.
Result<Response> post_recognise(const Desk& desk, const Call& call) {
  const Drill drill = TRY(drill_in_path(desk, call));
  if (drill.kind == Kind::quiz) return conflict("recognition is what the quiz asks for");
  const Replay replay = TRY(replay_for(desk.ports, call.who, drill, drill.clock.at(desk.journal.clock().now())));
  std::string words;
  for (const auto& entry : replay.shown) words += entry.text + "\n";
  json::array matches;
  for (const std::int64_t number : desk.ports.rank(call.who, words, kRanked)) {
    const auto incident = desk.ports.get_incident(call.who, number);
    if (!incident || number == *drill.incident || incident->declared_at > drill.window.from || matches.size() == kMatches) continue;
    matches.push_back(json::object{{"incident", number}, {"key", domain::incident_key(number)}, {"title", incident->title}});
  }
  const std::string told = matches.empty() ? "Nothing in the library of that time resembles it" : fmt::format("{} past incidents", matches.size());
  return desk.journal.write(call.origin, [&](journal::Transaction& tx) -> Result<Response> {
    return respond(to_json(TRY(write(tx, call.who, drill.id, "recognise", told, json::write(json::object{{"matches", matches}})))), 201);
  });
}

/// Absent, or a time, or null: nothing inside.
using TimeChange = std::optional<std::optional<Instant>>;
Result<TimeChange> time_or_null(json::Fields& in, std::string_view name) {
  if (!in.has(name)) return Result<TimeChange>(TimeChange());
  const auto* value = in.find(name);  // null reads as absent
  if (value == nullptr || value->is_null()) return Result<TimeChange>(TimeChange(std::in_place));
  return Result<TimeChange>(TimeChange(std::in_place, TRY(in.optional_time(name))));
}

Result<Response> put_person(const Desk& desk, const Call& call) {
  const auto body = TRY(body_of(call.request));
  auto in = TRY(json::Fields::of(body));
  Judgement judgement;
  judgement.recognised_at = TRY(time_or_null(in, "recognised_at"));
  judgement.next_step_at = TRY(time_or_null(in, "next_step_at"));
  judgement.helped = TRY(in.optional_text("helped", kLongestWriting));
  if (in.has("passed")) judgement.passed.emplace(TRY(in.optional_boolean("passed")));
  TRY(in.done());
  const std::string user = call.request.parameter("user");
  return changed(desk, call, [&](journal::Transaction& tx, const std::string& id) {
    return judge(tx, call.who, id, user == "me" ? call.who.id : user, judgement);
  });
}

Result<Response> get_signs(const Desk& desk, const Call& call) {
  const Drill drill = TRY(drill_in_path(desk, call));
  if (drill.kind == Kind::quiz) return conflict("a quiz has no logs");
  return respond(TRY(signs_json(desk, call.who, drill)));
}

}  // namespace

std::vector<Route> routes(journal::Journal& journal, Ports ports) {
  const auto desk = std::make_shared<const Desk>(Desk{journal, std::move(ports)});
  const std::string all = "/api/v1/drills";
  const std::string one = all + "/{id}";
  return {
      {"GET", all, Action::read, [desk](Call& call) { return get_list(*desk, call); }},
      {"POST", all, Action::read, [desk](Call& call) { return post_one(*desk, call); }},
      {"GET", one, Action::read, [desk](Call& call) { return get_one(*desk, call); }},
      {"POST", one + "/join", Action::read,
       [desk](Call& call) {
         return changed(*desk, call, [&](journal::Transaction& tx, const std::string& id) { return join(tx, call.who, id); });
       }},
      {"GET", one + "/signs", Action::read, [desk](Call& call) { return get_signs(*desk, call); }},
      {"PUT", one + "/clock", Action::read, [desk](Call& call) { return put_clock(*desk, call); }},
      {"POST", one + "/writings", Action::read, [desk](Call& call) { return post_writing(*desk, call); }},
      {"POST", one + "/recognise", Action::read, [desk](Call& call) { return post_recognise(*desk, call); }},
      {"POST", one + "/answers", Action::read, [desk](Call& call) { return post_answer(*desk, call); }},
      {"POST", one + "/end", Action::read,
       [desk](Call& call) {
         return changed(*desk, call, [&](journal::Transaction& tx, const std::string& id) { return end(tx, call.who, id); });
       }},
      {"PUT", one + "/people/{user}", Action::read, [desk](Call& call) { return put_person(*desk, call); }},
      {"GET", "/api/v1/training", Action::read, [desk](Call& call) { return get_training(*desk, call); }},
  };
}

}  // namespace debrief::features::drills
