// SPDX-License-Identifier: Apache-2.0
#include "base/json.hpp"
#include "base/time.hpp"
#include "domain/incident.hpp"
#include "features/lookup/lookup.hpp"
#include "routing/request.hpp"

namespace debrief::features::lookup {
namespace {

using domain::Action;
using http::Response;

constexpr std::size_t kLongestQuery = 1000;
constexpr std::int64_t kMostOffset = 1000;

json::array to_json(const std::vector<Piece>& pieces) {
  json::array list;
  for (const Piece& piece : pieces) list.push_back(json::object{{"text", piece.text}, {"hit", piece.hit}});
  return list;
}

json::array to_json(const std::vector<Count>& counts) {
  json::array list;
  for (const Count& count : counts) list.push_back(json::object{{"value", count.value}, {"count", count.documents}});
  return list;
}

json::object to_json(const Found& found) {
  const bool belongs = found.incident != 0;
  return {{"kind", to_text(found.kind)},
          {"incident", belongs ? json::value(found.incident) : json::value(nullptr)},
          {"key", belongs ? json::value(domain::incident_key(found.incident)) : json::value(nullptr)},
          {"title", to_json(found.title)},
          {"excerpt", to_json(found.excerpt)},
          {"target", found.target},
          {"severity", found.severity.empty() ? json::value(nullptr) : json::value(found.severity)},
          {"at", to_rfc3339(found.at)}};
}

Result<Response> get_search(Lookup& lookup, const Call& call) {
  const std::string text = call.request.query_value("q").value_or("");
  if (text.size() > kLongestQuery) return too_large("a query has at most {} bytes", kLongestQuery).at("/q");
  const auto limit = TRY(limit_of(call.request, 20, 50));
  const auto offset = TRY(integer_of(call.request, "offset")).value_or(0);
  if (offset < 0 || offset > kMostOffset)
    return invalid("'offset' lies between 0 and {}", kMostOffset).at("/offset").with_help("Narrow the words instead.");
  const Answer answer =
      lookup.find(call.who, TRY(parse(text)), static_cast<std::size_t>(limit), static_cast<std::size_t>(offset));
  json::array items;
  for (const Found& found : answer.items) items.push_back(to_json(found));
  return respond({{"items", std::move(items)},
                  {"total", answer.total},
                  {"capped", answer.capped},
                  {"corrected", json::or_null(answer.corrected)},
                  {"kinds", to_json(answer.kinds)},
                  {"services", to_json(answer.services)},
                  {"severities", to_json(answer.severities)},
                  {"behind", lookup.behind()}});
}

}  // namespace

std::vector<Route> routes(Lookup& lookup) {
  return {{"GET", "/api/v1/search", Action::read, [&lookup](Call& call) { return get_search(lookup, call); }}};
}

}  // namespace debrief::features::lookup
