// SPDX-License-Identifier: Apache-2.0
#include "base/text.hpp"
#include "base/time.hpp"
#include "domain/events.hpp"
#include "features/evidence/byte_range.hpp"
#include "features/evidence/evidence.hpp"
#include "features/evidence/logs/streams.hpp"
#include "features/evidence/picture.hpp"
#include "features/evidence/sealed.hpp"
#include "features/evidence/store.hpp"
#include "journal/visibility.hpp"
#include "routing/request.hpp"

namespace debrief::features::evidence {
namespace {

using domain::Action;
using http::Response;

constexpr std::int64_t kMostRange = 64LL * 1024 * 1024;
constexpr std::size_t kShortestReason = 3;

struct Original {
  domain::Evidence evidence;
  std::filesystem::path file;
  bool grows = false;  ///< its end, and so its hash, is not known yet
};

std::optional<Original> find_original(journal::Journal& journal, db::BlobStore& blobs, const std::string& id) {
  if (const auto evidence = journal.database().read([&](db::Connection& db) { return store::find(db, id); }))
    return Original{*evidence, blobs.path_of(evidence->sha256)};
  logs::LogStreams streams(journal, blobs);
  const auto stream = streams.find(id);
  if (!stream) return std::nullopt;
  Original original;
  original.evidence.id = stream->id;
  original.evidence.incident = stream->incident;
  original.evidence.name = stream->source;
  original.evidence.size = stream->received;
  original.evidence.media_type = "text/plain";
  original.file = streams.file_of(*stream);
  original.grows = true;
  return original;
}

Result<Original> get_original(journal::Journal& journal, db::BlobStore& blobs, const Call& call, Action action) {
  const auto original = find_original(journal, blobs, call.request.parameter("id"));
  if (!original) return not_found("there is no such evidence");
  if (const auto incident = original->evidence.incident)
    TRY(journal.database().read(
        [&](db::Connection& db) { return journal::require_incident(db, call.who, action, *incident); }));
  else if (!domain::allows(call.who, Action::administer)) return not_found("there is no such evidence");
  return *original;
}

bool may_have(journal::Journal& journal, const Call& call, const domain::Evidence& evidence) {
  return !is_sealed(evidence) || journal.database().read([&](db::Connection& db) {
    return find_unsealed(db, call.who, *evidence.incident, evidence.id, journal.clock().now()).has_value();
  });
}

// To the dialog that asks for a reason, for those who followed a link; else an error that says how to give one.
Result<Response> ask_reason(const Call& call, const domain::Evidence& evidence) {
  if (call.request.header("accept").find("text/html") != std::string_view::npos) {
    Response response;
    response.status = 303;
    response.set("Location", fmt::format("/incidents/{}#evidence-{}", *evidence.incident, evidence.id));
    return response;
  }
  return make_error(ErrorCode::forbidden, "this original is sealed: it may hold secrets that are masked elsewhere")
      .with_help(
          "Who may respond to the incident can download it after giving a reason, which is recorded: POST "
          "/api/v1/evidence/{id}/unsealed. The text with its secrets masked is at "
          "/api/v1/incidents/{number}/logs/sources/{source}/text.");
}

// The whole original, compared with its hash, or the part that was asked for.
Result<Response> bytes_of(const db::BlobStore& blobs, const Original& original, const http::Request& request) {
  const domain::Evidence& evidence = original.evidence;
  Response response;
  if (const auto range = TRY(parse_range(request.header("range"), evidence.size, kMostRange))) {
    if (!std::filesystem::exists(original.file)) return not_found("the original is not in the store any more");
    response.status = 206;
    response.body = read_range(original.file, *range);
    response.set("Content-Range",
                 fmt::format("bytes {}-{}/{}", range->begin, range->begin + range->length - 1, evidence.size));
    return response;
  }
  if (evidence.size > static_cast<std::int64_t>(kUploadLimit))
    return too_large("this original has {} bytes; it is given in parts", evidence.size)
        .with_help("Ask for ranges of it, as \"Range: bytes=0-67108863\", or as curl -C - does.");
  response.shared_body = std::make_shared<const std::string>(
      original.grows ? read_range(original.file, {0, evidence.size}) : TRY(blobs.get(evidence.sha256)));
  return response;
}

Result<Response> download(journal::Journal& journal, db::BlobStore& blobs, const Call& call) {
  const Original original = TRY(get_original(journal, blobs, call, Action::read));
  if (!may_have(journal, call, original.evidence)) return ask_reason(call, original.evidence);
  Response response = TRY(bytes_of(blobs, original, call.request));
  // Never opened by the browser itself: an original may hold anything. Pictures show inside of our pages.
  const std::string_view picture = response.shared_body ? picture_type(*response.shared_body) : std::string_view();
  const std::string& whole = original.evidence.name;
  std::string name;
  for (const char c : whole.substr(whole.rfind('/') + 1))
    name += (c >= ' ' && c < 127 && c != '"' && c != '\\') ? c : '_';
  response.set("Content-Type", picture.empty() ? "application/octet-stream" : std::string(picture));
  // The bytes of an id never change; a preview that is drawn anew need not fetch them again.
  if (!picture.empty()) response.set("Cache-Control", "private, max-age=3600");
  response.set("Accept-Ranges", "bytes");
  response.set("Content-Disposition", "attachment; filename=\"" + name + "\"");
  response.set("Content-Security-Policy", "default-src 'none'; sandbox");
  return response;
}

Result<Response> unseal(journal::Journal& journal, db::BlobStore& blobs, const Call& call) {
  const Original original = TRY(get_original(journal, blobs, call, Action::respond));
  const auto body = TRY(body_of(call.request));
  auto in = TRY(json::Fields::of(body));
  const std::string reason(trim(TRY(in.text("reason", 500))));
  TRY(in.done());
  if (!is_sealed(original.evidence))
    return invalid("this original is not sealed").with_help("Download it without a reason.");
  if (reason.size() < kShortestReason)
    return invalid("'reason' says nothing")
        .at("/reason")
        .with_help("Say what you need the original for; it is recorded with your name.");
  const std::int64_t incident = *original.evidence.incident;
  return journal.write(call.origin, [&](journal::Transaction& tx) -> Result<Response> {
    TRY(journal::require_incident(tx.db, call.who, Action::respond, incident));
    tx.append({incident,
               std::string(domain::events::kOriginalUnsealed),
               tx.now(),
               {{"evidence", original.evidence.id}, {"reason", reason}}});
    return respond({{"until", to_rfc3339(tx.now() + kUnsealedFor)}}, 201);
  });
}

}  // namespace

std::vector<Route> original_routes(journal::Journal& journal, db::BlobStore& blobs) {
  return {
      {"GET", "/api/v1/evidence/{id}/original", Action::read,
       [&journal, &blobs](Call& call) { return download(journal, blobs, call); }},
      {"POST", "/api/v1/evidence/{id}/unsealed", Action::respond,
       [&journal, &blobs](Call& call) { return unseal(journal, blobs, call); }},
  };
}

}  // namespace debrief::features::evidence
