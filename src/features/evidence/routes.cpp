// SPDX-License-Identifier: Apache-2.0
#include "domain/incident_json.hpp"
#include "features/evidence/evidence.hpp"
#include "features/evidence/requests.hpp"
#include "routing/request.hpp"

namespace debrief::features::evidence {
namespace {

using domain::Action;
using http::Response;

Result<std::string> name_of(const http::Request& request) { return check_name(request.query_value("name").value_or("")); }

Result<Response> post_reconstruction(journal::Journal& journal, db::BlobStore& blobs, const Ports& ports, Call& call) {
  const auto body = TRY(body_of(call.request));
  auto in = TRY(json::Fields::of(body));
  const Wanted wanted{TRY(in.texts("uploads", 10'000)), TRY(in.optional_text("title", 300)), TRY(in.optional_text("zone", 100))};
  TRY(in.done());
  if (wanted.uploads.empty()) return invalid("'uploads' names no file").at("/uploads").with_help("Upload at least one file first.");
  const auto made = TRY(reconstruct(journal, blobs, ports, call, wanted));
  json::object document = to_json(made.evidence);
  json::object answer{{"incident", domain::to_json(TRY(ports.get_incident(call.who, made.incident)))},
                      {"entries", made.entries},
                      {"evidence", document["items"]},
                      {"unread", document["unread"]}};
  return respond(answer, 201);
}

}  // namespace

std::vector<Route> routes(journal::Journal& journal, db::BlobStore& blobs, Ports ports) {
  return {
      {"GET", "/api/v1/incidents/{number}/evidence", Action::read,
       [&journal](Call& call) -> Result<Response> {
         const auto number = TRY(number_in_path(call.request));
         return respond(to_json(TRY(journal.database().read([&](db::Connection& db) { return list(db, call.who, number); }))));
       }},
      {"POST", "/api/v1/incidents/{number}/evidence", Action::respond,
       [&journal, &blobs, ports](Call& call) -> Result<Response> {
         const auto number = TRY(number_in_path(call.request));
         std::vector<domain::OriginalFile> files{{TRY(name_of(call.request)), call.request.body}};
         return respond(to_json(TRY(add(journal, blobs, ports, call, number, std::move(files), call.request.query_value("zone")))), 201);
       },
       kUploadLimit},
      {"POST", "/api/v1/uploads", Action::respond,
       [&journal, &blobs](Call& call) -> Result<Response> {
         const auto stored = TRY(upload(journal, blobs, call, TRY(name_of(call.request))));
         return respond(upload_json(stored), 201);
       },
       kUploadLimit},
      {"POST", "/api/v1/reconstructions", Action::respond,
       [&journal, &blobs, ports](Call& call) { return post_reconstruction(journal, blobs, ports, call); }},
  };
}

}  // namespace debrief::features::evidence
