// SPDX-License-Identifier: Apache-2.0
#include "base/time.hpp"
#include "features/lessons/lessons.hpp"
#include "features/lessons/routes_patterns.hpp"
#include "routing/request.hpp"

#include <algorithm>
#include <map>

namespace debrief::features::lessons {
namespace {

using domain::Action;
using http::Response;

constexpr std::size_t kWithRunbook = 3;  // matches whose runbooks are looked up

json::object to_json(const domain::ActionItem& action) {
  return {{"number", action.number},
          {"key", domain::action_key(action.number)},
          {"title", action.title},
          {"owner", action.owner},
          {"due_at", to_rfc3339(action.due_at)},
          {"state", domain::to_text(action.state)}};
}

json::object to_json(const domain::Match& match) {
  json::array services;
  for (const auto& service : match.services) services.push_back(json::value(service));
  json::array reasons;
  for (const auto& reason : match.reasons) reasons.push_back(json::object{{"text", reason.text}, {"score", reason.score}});
  return {{"incident", match.incident},
          {"key", domain::incident_key(match.incident)},
          {"document", match.document},
          {"title", match.title},
          {"severity", json::or_null(match.severity)},
          {"services", std::move(services)},
          {"occurred_at", to_rfc3339(match.occurred_at)},
          {"score", match.score},
          {"reasons", std::move(reasons)},
          {"excerpt", match.excerpt},
          {"has_postmortem", match.has_postmortem},
          {"worked", match.worked},
          {"misled", match.misled},
          {"answer", json::or_null(match.answer)}};
}

// What is still to be done from back then, and what to do now: looked up for the few that are shown.
void add_procedures(Library& library, const domain::Principal& who, const std::vector<domain::Match>& matches, json::array& items) {
  std::vector<std::int64_t> numbers;
  for (const auto& match : matches) numbers.push_back(match.incident);
  std::map<std::int64_t, json::array> open;
  for (const auto& action : library.ports().list_actions(who, numbers, true)) open[action.incident].push_back(to_json(action));
  for (std::size_t i = 0; i < matches.size(); ++i) {
    auto& item = items[i].get_object();
    item["open_actions"] = std::move(open[matches[i].incident]);
    json::array runbooks;
    if (i < kWithRunbook) {
      const auto fits = library.ports().list_runbooks_for(who, matches[i].incident);
      if (fits)
        for (std::size_t r = 0; r < std::min<std::size_t>(fits->size(), 2); ++r)
          runbooks.push_back(json::object{{"number", (*fits)[r].runbook}, {"title", (*fits)[r].title}});
    }
    item["runbooks"] = std::move(runbooks);
  }
}

Response answer(Library& library, const domain::Principal& who, const std::vector<domain::Match>& matches, bool procedures) {
  json::array items;
  for (const auto& match : matches) items.push_back(to_json(match));
  if (procedures) add_procedures(library, who, matches, items);
  const Extent extent = library.extent(who);
  return respond({{"items", std::move(items)},
                  {"searched", extent.lessons},
                  {"learned", extent.learned},
                  {"learning", extent.learning}});
}

Result<Response> give_answer(Library& library, Call& call) {
  const auto number = TRY(number_in_path(call.request));
  const auto match = TRY(number_in_path(call.request, "match"));
  const auto body = TRY(body_of(call.request));
  auto in = TRY(json::Fields::of(body));
  const auto text = TRY(in.optional_text("answer", 20));
  TRY(in.done());
  std::optional<Answer> given;
  if (text) {
    given = answer_from(*text);
    if (!given) return invalid("the answer \"{}\" is not known", *text).with_help("Answer same, similar, not_this, or null to take it back.");
  }
  TRY(library.answer(call.origin, call.who, number, match, given));
  return answer(library, call.who, TRY(library.list_similar(call.who, number, 5)), true);
}

Response hit_rate(Library& library, const Call& call) {
  const HitRate rate = library.hit_rate(call.who);
  const Extent extent = library.extent(call.who);
  json::object answers;
  for (const Answer each : {Answer::same, Answer::similar, Answer::not_this}) {
    const auto found = rate.answers.find(each);
    answers[to_text(each)] = found == rate.answers.end() ? 0 : found->second;
  }
  return respond({{"answered", rate.answered},
                  {"recognised", rate.recognised},
                  {"in_first_three", rate.in_first_three},
                  {"answers", std::move(answers)},
                  {"searched", extent.lessons},
                  {"learned", extent.learned},
                  {"learning", extent.learning}});
}

}  // namespace

std::vector<Route> routes(Library& library, const std::shared_ptr<PatternBook>& patterns) {
  std::vector<Route> all{
      {"GET", "/api/v1/incidents/{number}/similar", Action::read,
       [&library](Call& call) -> Result<Response> {
         const auto number = TRY(number_in_path(call.request));
         const auto limit = TRY(limit_of(call.request, 5, 100));
         return answer(library, call.who, TRY(library.list_similar(call.who, number, static_cast<std::size_t>(limit))), limit <= 10);
       }},
      {"PUT", "/api/v1/incidents/{number}/similar/{match}", Action::respond,
       [&library](Call& call) { return give_answer(library, call); }},
      {"GET", "/api/v1/recognition", Action::read,
       [&library](Call& call) -> Result<Response> { return hit_rate(library, call); }},
      {"POST", "/api/v1/similar", Action::read,
       [&library](Call& call) -> Result<Response> {
         const auto body = TRY(body_of(call.request));
         auto in = TRY(json::Fields::of(body));
         search::Query query;
         query.text = TRY(in.text("text", 100'000));
         const auto limit = TRY(in.optional_integer("limit", 1, 1000)).value_or(10);
         TRY(in.done());
         return answer(library, call.who, library.find_similar(call.who, query, static_cast<std::size_t>(limit)), limit <= 10);
       }},
  };
  for (auto& route : pattern_routes(library, patterns)) all.push_back(std::move(route));
  return all;
}

}  // namespace debrief::features::lessons
