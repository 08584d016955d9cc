// SPDX-License-Identifier: Apache-2.0
#include "base/time.hpp"
#include "domain/incident_json.hpp"
#include "features/incidents/merge.hpp"
#include "features/incidents/standing.hpp"
#include "journal/visibility.hpp"
#include "routing/request.hpp"

#include <set>

namespace debrief::features::incidents {
namespace {

using domain::Action;
using http::Response;

Result<Response> post_merge(journal::Journal& journal, const Call& call) {
  const auto number = TRY(number_in_path(call.request));
  const auto body = TRY(body_of(call.request));
  auto in = TRY(json::Fields::of(body));
  Merge wanted;
  wanted.into = TRY(in.integer("into", 1, 1'000'000'000));
  wanted.reason = TRY(in.text("reason", 1000));
  wanted.confirmed = TRY(in.optional_boolean("confirm_private")).value_or(false);
  TRY(in.done());
  return journal.write(call.origin, [&](journal::Transaction& tx) -> Result<Response> {
    const auto incident = TRY(merge(tx, call.who, number, wanted));
    return respond(shown(tx.db, call.who, incident), 200, incident.version);
  });
}

Result<Response> post_unmerge(journal::Journal& journal, const Call& call) {
  const auto number = TRY(number_in_path(call.request));
  const auto body = TRY(body_of(call.request));
  auto in = TRY(json::Fields::of(body));
  const auto reason = TRY(in.text("reason", 1000));
  TRY(in.done());
  return journal.write(call.origin, [&](journal::Transaction& tx) -> Result<Response> {
    const auto incident = TRY(unmerge(tx, call.who, number, reason));
    return respond(shown(tx.db, call.who, incident), 200, incident.version);
  });
}

json::object to_json(const Held& held) {
  json::object one = domain::summary_json(held.incident);
  std::set<std::string> people{held.incident.declared_by};
  for (const auto& role : held.incident.roles) people.insert(role.person);
  json::array names;
  for (const auto& person : people) names.push_back(json::value(person));
  one["reason"] = held.reason;
  one["merged_by"] = held.merged_by;
  one["merged_at"] = to_rfc3339(held.merged_at);
  one["people"] = std::move(names);
  one["facts"] = held.entries;
  one["evidence"] = held.evidence;
  one["tasks"] = held.tasks;
  one["alerts"] = held.alerts;
  return one;
}

Result<Response> get_merged(journal::Journal& journal, const Call& call) {
  const auto number = TRY(number_in_path(call.request));
  return journal.database().read([&](db::Connection& db) -> Result<Response> {
    TRY(journal::require_incident(db, call.who, Action::read, number));
    json::array items;
    const auto merged = list_merged(db, call.who, number);
    for (const Held& held : merged) items.emplace_back(to_json(held));
    return respond({{"items", std::move(items)}});
  });
}

}  // namespace

std::vector<Route> merge_routes(journal::Journal& journal) {
  const std::string one = "/api/v1/incidents/{number}";
  return {
      {"GET", one + "/merged", Action::read, [&journal](Call& call) { return get_merged(journal, call); }},
      {"POST", one + "/merge", Action::respond, [&journal](Call& call) { return post_merge(journal, call); }},
      {"POST", one + "/unmerge", Action::respond, [&journal](Call& call) { return post_unmerge(journal, call); }},
  };
}

}  // namespace debrief::features::incidents
