// SPDX-License-Identifier: Apache-2.0
#include "features/drills/routes_quiz.hpp"
#include "features/drills/drill_json.hpp"
#include "features/drills/quiz.hpp"
#include "features/drills/store.hpp"

#include "base/ids.hpp"
#include "domain/events.hpp"
#include "routing/request.hpp"

#include <algorithm>

namespace debrief::features::drills {
namespace {

constexpr std::int64_t kPastAsked = 500;
constexpr std::size_t kSimilarLooked = 6;

/// What somebody may no longer read is no clue and no choice.
json::object question_json(const Desk& desk, const domain::Principal& who, const Question& question) {
  json::object item{{"place", question.place}, {"answer", json::or_null(question.answer)}};
  item["right"] = question.answer ? json::value(question.incident) : json::value(nullptr);
  json::array clues;
  const auto incident = desk.ports.get_incident(who, question.incident);
  const auto entries = desk.ports.list_timeline(who, question.incident);
  if (incident && entries)
    for (const auto& clue : clues_of(*incident, *entries)) clues.emplace_back(clue);
  item["clues"] = std::move(clues);
  json::array choices;
  for (const std::int64_t number : question.choices)
    if (const auto choice = desk.ports.get_incident(who, number))
      choices.push_back(json::object{{"incident", number}, {"key", domain::incident_key(number)}, {"title", choice->title}});
  item["choices"] = std::move(choices);
  return item;
}

}  // namespace

Result<Drill> start_quiz(const Desk& desk, const Call& call, const std::string& service) {
  auto [past, met] = desk.journal.database().read([&](db::Connection& db) {
    return std::pair(store::list_past(db, call.who, kPastAsked), store::list_met(db, call.who));
  });
  std::vector<std::int64_t> known;
  for (const auto& one : met)
    if (one.user_id == call.who.id && one.right != false) known.push_back(one.incident);  // what was missed comes again
  const auto similar = [&](std::int64_t number) {
    std::vector<std::int64_t> numbers;
    const auto matches = desk.ports.list_similar(call.who, number, kSimilarLooked);
    if (matches)
      for (const auto& match : *matches) numbers.push_back(match.incident);
    return numbers;
  };
  const auto questions =
      draw_questions(past, service, known, similar, static_cast<std::uint64_t>(desk.journal.clock().now().micros));
  if (questions.empty())
    return conflict("a quiz needs at least {} incidents that are over", kChoices)
        .with_help(service.empty() ? "Import an archive of postmortems." : "Choose all services.");
  return desk.journal.write(call.origin, [&](journal::Transaction& tx) -> Result<Drill> {
    Drill drill;
    drill.id = new_id(tx.now());
    drill.kind = Kind::quiz;
    drill.service = service;
    drill.window = {tx.now(), tx.now()};
    drill.clock = {tx.now(), tx.now(), 0, tx.now()};
    drill.started_at = tx.now();
    drill.started_by = call.who.name;
    drill.started_by_id = call.who.id;
    Person person;
    person.user_id = call.who.id;
    person.name = call.who.name;
    person.joined_at = tx.now();
    drill.people.push_back(std::move(person));
    store::insert(tx.db, drill);
    for (const Question& question : questions) store::insert_question(tx.db, drill.id, question);
    tx.append({domain::kServerChain, std::string(domain::events::kDrillStarted), tx.now(),
               {{"id", drill.id}, {"kind", "quiz"}, {"incident", nullptr}, {"people", json::array{drill.started_by}}}});
    return drill;
  });
}

Result<json::object> quiz_json(const Desk& desk, const domain::Principal& who, const Drill& drill) {
  const auto questions = desk.journal.database().read([&](db::Connection& db) { return store::list_questions(db, drill.id); });
  json::object document = head_of(drill, who, desk.journal.clock().now());
  json::array items;
  for (const Question& question : questions) items.emplace_back(question_json(desk, who, question));
  document["questions"] = std::move(items);
  return document;
}

Result<http::Response> post_answer(const Desk& desk, const Call& call) {
  const auto body = TRY(body_of(call.request));
  auto in = TRY(json::Fields::of(body));
  const auto place = TRY(in.integer("place", 1, kQuestions));
  const auto choice = TRY(in.integer("choice", 1, 999'999'999'999));
  TRY(in.done());
  const std::string id = call.request.parameter("id");
  const auto drill = TRY(desk.journal.write(call.origin, [&](journal::Transaction& tx) -> Result<Drill> {
    Drill quiz = TRY(get(tx.db, call.who, id));
    auto questions = store::list_questions(tx.db, id);
    const auto found = std::find_if(questions.begin(), questions.end(), [&](const Question& q) { return q.place == place; });
    if (found == questions.end()) return not_found("there is no such question");
    if (found->answer) return conflict("this question is answered").with_help("Go on with the next one.");
    if (std::find(found->choices.begin(), found->choices.end(), choice) == found->choices.end())
      return invalid("that is none of the choices").at("/choice");
    found->answer = choice;
    store::update_answer(tx.db, id, *found, tx.now());
    if (std::all_of(questions.begin(), questions.end(), [](const Question& q) { return q.answer.has_value(); })) {
      quiz.ended_at = tx.now();
      store::update_end(tx.db, quiz);
      tx.append({domain::kServerChain, std::string(domain::events::kDrillEnded), tx.now(),
                 {{"id", id}, {"kind", "quiz"}, {"incident", nullptr}}});
    }
    return quiz;
  }));
  return respond(TRY(quiz_json(desk, call.who, drill)));
}

}  // namespace debrief::features::drills
