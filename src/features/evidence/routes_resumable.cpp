// SPDX-License-Identifier: Apache-2.0
#include "base/time.hpp"
#include "features/evidence/requests.hpp"
#include "features/evidence/resumable.hpp"
#include "journal/visibility.hpp"
#include "routing/request.hpp"

#include <charconv>
#include <limits>
#include <memory>

namespace debrief::features::evidence {
namespace {

using domain::Action;
using http::Response;
using Uploads = std::shared_ptr<ResumableUploads>;

json::object resumable_json(const ResumableUpload& upload) {
  return {{"id", upload.id},
          {"name", upload.name},
          {"size", upload.size},
          {"sha256", upload.sha256 ? json::value(to_hex(*upload.sha256)) : json::value(nullptr)},
          {"received", upload.received},
          {"piece_bytes", kMostPiece},
          {"created_at", to_rfc3339(upload.created_at)},
          {"expires_at", to_rfc3339(upload.updated_at + kUploadKept)}};
}

Response answer(const ResumableUpload& upload, int status = 200) {
  Response response = respond(resumable_json(upload), status);
  response.set("Upload-Offset", std::to_string(upload.received));
  response.set("Upload-Length", std::to_string(upload.size));
  return response;
}

Result<std::int64_t> offset_of(const http::Request& request) {
  const std::string_view text = request.header("upload-offset");
  std::int64_t offset = -1;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), offset);
  if (text.empty() || error != std::errc{} || end != text.data() + text.size() || offset < 0)
    return invalid("the header Upload-Offset must tell where this piece begins, as a number of bytes")
        .at("Upload-Offset");
  return offset;
}

Result<Response> begin(const Uploads& uploads, Call& call) {
  const auto body = TRY(body_of(call.request));
  auto in = TRY(json::Fields::of(body));
  ResumableUploads::Wanted wanted;
  wanted.name = TRY(check_name(TRY(in.text("name", 500))));
  wanted.size = TRY(in.integer("size", 0, std::numeric_limits<std::int64_t>::max()));
  const auto sha256 = TRY(in.optional_text("sha256", 64));
  TRY(in.done());
  if (sha256) wanted.sha256 = digest_from_hex(*sha256);
  if (sha256 && !wanted.sha256) return invalid("'sha256' must be 64 hexadecimal digits").at("/sha256");
  return answer(TRY(uploads->begin(call.who, wanted)), 201);
}

Result<Response> finish(const Uploads& uploads, journal::Journal& journal, db::BlobStore& blobs, const Ports& ports,
                        Call& call) {
  const std::string& id = call.request.parameter("id");
  const auto body = TRY(body_of(call.request));
  auto in = TRY(json::Fields::of(body));
  const auto incident = TRY(in.optional_integer("incident", 1, std::numeric_limits<std::int64_t>::max()));
  const auto zone = TRY(in.optional_text("zone", 100));
  TRY(in.done());
  if (incident)
    TRY(journal.database().read(
        [&](db::Connection& db) { return journal::require_incident(db, call.who, Action::respond, *incident); }));
  const StoredFile stored = TRY(uploads->complete(call.who, id));
  const Also forget = [&](db::Connection& db) { return ResumableUploads::forget(db, id); };
  if (!incident) return respond(upload_json(TRY(keep_stored(journal, call, stored, forget))), 201);
  return respond(to_json(TRY(add_stored(journal, blobs, ports, call, *incident, stored, zone, forget))), 201);
}

}  // namespace

std::vector<Route> resumable_routes(journal::Journal& journal, db::BlobStore& blobs, Ports ports) {
  const auto uploads = std::make_shared<ResumableUploads>(journal, blobs);
  return {
      {"POST", "/api/v1/resumable-uploads", Action::respond, [uploads](Call& call) { return begin(uploads, call); }},
      {"GET", "/api/v1/resumable-uploads", Action::respond,
       [uploads](Call& call) -> Result<Response> {
         json::array items;
         for (const auto& upload : uploads->list(call.who)) items.push_back(resumable_json(upload));
         return respond({{"items", std::move(items)}});
       }},
      {"GET", "/api/v1/resumable-uploads/{id}", Action::respond,
       [uploads](Call& call) -> Result<Response> {
         return answer(TRY(uploads->get(call.who, call.request.parameter("id"))));
       }},
      {"PATCH", "/api/v1/resumable-uploads/{id}", Action::respond,
       [uploads](Call& call) -> Result<Response> {
         const auto offset = TRY(offset_of(call.request));
         return answer(TRY(uploads->append(call.who, call.request.parameter("id"), offset, call.request.body)));
       },
       kMostPiece},
      {"POST", "/api/v1/resumable-uploads/{id}/finish", Action::respond,
       [uploads, &journal, &blobs, ports](Call& call) { return finish(uploads, journal, blobs, ports, call); }},
      {"DELETE", "/api/v1/resumable-uploads/{id}", Action::respond,
       [uploads](Call& call) -> Result<Response> {
         TRY(uploads->cancel(call.who, call.request.parameter("id")));
         Response response;
         response.status = 204;
         return response;
       }},
  };
}

}  // namespace debrief::features::evidence
