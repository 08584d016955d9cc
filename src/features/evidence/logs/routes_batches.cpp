// SPDX-License-Identifier: Apache-2.0
#include "features/evidence/logs/desk.hpp"
#include "features/evidence/requests.hpp"
#include "journal/visibility.hpp"
#include "routing/request.hpp"

namespace debrief::features::evidence::logs {
namespace {

using domain::Action;
using http::Response;

Result<std::string> source_of(const http::Request& request) {
  auto source = check_name(request.query_value("source").value_or(""));
  if (!source) return invalid("'source' must name where the lines come from, at most 500 bytes of UTF-8").at("/source");
  return source;
}

// How far the source has come, over all of its streams.
Response standing(const std::string& source, const std::optional<LogStream>& newest, int status = 200) {
  return respond({{"source", source},
                  {"evidence", newest ? json::value(newest->id) : json::value(nullptr)},
                  {"offset", newest ? newest->end() : 0}},
                 status);
}

Result<Response> get_batches(const Desk& desk, const Call& call) {
  const auto number = TRY(number_in_path(call.request));
  const auto source = TRY(source_of(call.request));
  TRY(desk.journal.database().read(
      [&](db::Connection& db) { return journal::require_incident(db, call.who, Action::respond, number); }));
  return standing(source, desk.sets.streams().find_newest(number, source));
}

Result<Response> post_batch(const Desk& desk, const Call& call) {
  const auto number = TRY(number_in_path(call.request));
  const LogStreams::Batch batch{TRY(source_of(call.request)), call.request.body,
                                TRY(integer_of(call.request, "offset"))};
  const LogStream stream = TRY(desk.sets.streams().append(call.origin, call.who, number, batch));
  (void)desk.sets.of(number);
  return standing(stream.source, stream, 201);
}

}  // namespace

std::vector<Route> batch_routes(const Desk& desk) {
  const std::string base = "/api/v1/incidents/{number}/logs/batches";
  return {
      {"GET", base, Action::respond, [desk](Call& call) { return get_batches(desk, call); }},
      {"POST", base, Action::respond, [desk](Call& call) { return post_batch(desk, call); }, kMostBatch},
  };
}

}  // namespace debrief::features::evidence::logs
