// SPDX-License-Identifier: Apache-2.0
#include "features/postmortems/mirror/routes.hpp"

#include "base/time.hpp"
#include "routing/request.hpp"

namespace debrief::features::postmortems::mirror {
namespace {

using domain::Action;
using http::Response;

json::object to_json(const Standing& standing, bool everything) {
  const store::State& state = standing.state;
  json::array problems;
  for (const store::Problem& one : standing.problems)
    problems.push_back(json::object{{"commit", one.hash}, {"problem", one.text}, {"at", to_rfc3339(one.at)}});
  json::object out{{"configured", standing.configured},
                   {"branch", standing.branch},
                   {"commit", json::or_null(state.tip)},
                   {"mirrored_at", json::or_null(state.mirrored_at)},
                   {"fetched_at", json::or_null(state.fetched_at)},
                   {"documents", standing.documents},
                   {"pending", standing.pending},
                   {"taken", standing.taken},
                   {"error", json::or_null(state.error)},
                   {"failed_at", json::or_null(state.failed_at)},
                   {"retry_at", json::or_null(state.retry_at)},
                   {"problems", std::move(problems)}};
  // Where it lies is for those who look after it.
  out["address"] = everything ? json::value(standing.address) : json::value(nullptr);
  return out;
}

Response respond_with(Mirror& mirror, const Call& call) {
  return respond(to_json(mirror.standing(), domain::allows(call.who, Action::administer)));
}

}  // namespace

std::vector<Route> routes(Mirror& mirror) {
  return {
      {"GET", "/api/v1/mirror", Action::read,
       [&mirror](Call& call) -> Result<Response> { return respond_with(mirror, call); }},
      {"POST", "/api/v1/mirror/sync", Action::publish,
       [&mirror](Call& call) -> Result<Response> {
         TRY(mirror.sync());
         return respond_with(mirror, call);
       }},
  };
}

}  // namespace debrief::features::postmortems::mirror
