// SPDX-License-Identifier: Apache-2.0
#include "domain/incident_json.hpp"
#include "features/evidence/byte_range.hpp"
#include "features/evidence/evidence.hpp"
#include "features/evidence/picture.hpp"
#include "features/evidence/requests.hpp"
#include "features/evidence/store.hpp"
#include "routing/request.hpp"
#include "journal/visibility.hpp"

namespace debrief::features::evidence {
namespace {

using domain::Action;
using http::Response;

constexpr std::int64_t kMostRange = 64LL * 1024 * 1024;

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

Result<domain::Evidence> readable_evidence(journal::Journal& journal, const Call& call) {
  const auto evidence = journal.database().read(
      [&](db::Connection& db) { return store::find(db, call.request.parameter("id")); });
  if (!evidence) return not_found("there is no such evidence");
  if (evidence->incident)
    TRY(journal.database().read([&](db::Connection& db) {
      return journal::require_incident(db, call.who, Action::read, *evidence->incident);
    }));
  else if (!domain::allows(call.who, Action::administer))
    return not_found("there is no such evidence");
  return *evidence;
}

// The whole original, compared with its hash, or the part that was asked for.
Result<Response> bytes_of(const db::BlobStore& blobs, const domain::Evidence& evidence, const http::Request& request) {
  Response response;
  if (const auto range = TRY(parse_range(request.header("range"), evidence.size, kMostRange))) {
    if (!blobs.contains(evidence.sha256)) return not_found("the original is not in the store any more");
    response.status = 206;
    response.body = read_range(blobs.path_of(evidence.sha256), *range);
    response.set("Content-Range", fmt::format("bytes {}-{}/{}", range->begin, range->begin + range->length - 1, evidence.size));
    return response;
  }
  if (evidence.size > static_cast<std::int64_t>(kUploadLimit))
    return too_large("this original has {} bytes; it is given in parts", evidence.size)
        .with_help("Ask for ranges of it, as \"Range: bytes=0-67108863\", or as curl -C - does.");
  response.shared_body = std::make_shared<const std::string>(TRY(blobs.get(evidence.sha256)));
  return response;
}

Result<Response> get_original(journal::Journal& journal, db::BlobStore& blobs, Call& call) {
  const domain::Evidence evidence = TRY(readable_evidence(journal, call));
  Response response = TRY(bytes_of(blobs, evidence, call.request));
  // Never opened by the browser itself: an original may hold anything. Pictures show inside of our pages.
  const std::string_view picture = response.shared_body ? picture_type(*response.shared_body) : std::string_view();
  std::string name;
  for (const char c : evidence.name.substr(evidence.name.rfind('/') + 1))
    name += (c >= ' ' && c < 127 && c != '"' && c != '\\') ? c : '_';
  response.set("Content-Type", picture.empty() ? "application/octet-stream" : std::string(picture));
  // The bytes of an id never change; a preview that is drawn anew need not fetch them again.
  if (!picture.empty()) response.set("Cache-Control", "private, max-age=3600");
  response.set("Accept-Ranges", "bytes");
  response.set("Content-Disposition", "attachment; filename=\"" + name + "\"");
  response.set("Content-Security-Policy", "default-src 'none'; sandbox");
  return response;
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
      {"GET", "/api/v1/evidence/{id}/original", Action::read,
       [&journal, &blobs](Call& call) { return get_original(journal, blobs, call); }},
  };
}

}  // namespace debrief::features::evidence
