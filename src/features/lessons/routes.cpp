// SPDX-License-Identifier: Apache-2.0
#include "base/time.hpp"
#include "features/lessons/lessons.hpp"
#include "routing/request.hpp"

namespace debrief::features::lessons {
namespace {

using domain::Action;
using http::Response;

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
          {"has_postmortem", match.has_postmortem}};
}

Response answer(const Library& library, const std::vector<domain::Match>& matches) {
  json::array items;
  for (const auto& match : matches) items.push_back(to_json(match));
  return respond({{"items", std::move(items)}, {"searched", static_cast<std::int64_t>(library.size())}});
}

}  // namespace

std::vector<Route> routes(Library& library) {
  return {
      {"GET", "/api/v1/incidents/{number}/similar", Action::read,
       [&library](Call& call) -> Result<Response> {
         const auto number = TRY(number_in_path(call.request));
         const auto limit = TRY(limit_of(call.request, 5, 100));
         return answer(library, TRY(library.list_similar(call.who, number, static_cast<std::size_t>(limit))));
       }},
      {"POST", "/api/v1/similar", Action::read,
       [&library](Call& call) -> Result<Response> {
         const auto body = TRY(body_of(call.request));
         auto in = TRY(json::Fields::of(body));
         search::Query query;
         query.text = TRY(in.text("text", 100'000));
         const auto limit = TRY(in.optional_integer("limit", 1, 1000)).value_or(10);
         TRY(in.done());
         return answer(library, library.find_similar(call.who, query, static_cast<std::size_t>(limit)));
       }},
  };
}

}  // namespace debrief::features::lessons
