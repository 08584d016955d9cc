// SPDX-License-Identifier: Apache-2.0
#include "features/postmortems/editing/routes.hpp"

#include "base/time.hpp"
#include "features/postmortems/postmortem_json.hpp"
#include "features/postmortems/postmortems.hpp"
#include "features/postmortems/revisions.hpp"
#include "journal/visibility.hpp"
#include "routing/request.hpp"

namespace debrief::features::postmortems::editing {
namespace {

using domain::Action;
using http::Response;

constexpr std::int64_t kMostListed = 1000;
constexpr std::size_t kRevisionNameLimit = 200;

json::array strings(const std::vector<std::string>& all) {
  json::array out;
  for (const std::string& one : all) out.emplace_back(one);
  return out;
}

Error no_postmortem(std::int64_t number) {
  return not_found("{} has no postmortem yet", domain::incident_key(number)).with_help("Draft it first.");
}

std::string listed_json(const Edit& edit) {
  return fmt::format(R"({{"edition":{},"client":"{}","seq":{},"author":{},"changes":{},"recorded_at":"{}"}})",
                     edit.edition, edit.update.client, edit.update.seq, json::write(json::value(edit.author)),
                     changeset::to_json_text(edit.update.changes), to_rfc3339(edit.recorded_at));
}

Result<Response> get_edits(journal::Journal& journal, const Call& call) {
  const std::int64_t number = TRY(number_in_path(call.request));
  const std::int64_t after = TRY(integer_of(call.request, "after")).value_or(0);
  const std::int64_t limit = TRY(limit_of(call.request, kMostListed, kMostListed));
  return journal.database().read([&](db::Connection& db) -> Result<Response> {
    TRY(journal::require_incident(db, call.who, Action::read, number));
    const auto edition = find_edition(db, number);
    if (!edition) return no_postmortem(number);
    std::string body = fmt::format(R"({{"edition":{},"items":[)", *edition);
    const std::size_t empty = body.size();
    for (const Edit& edit : list_edits(db, number, after, limit))
      body += (body.size() > empty ? "," : "") + listed_json(edit);
    return http::json_response(body + "]}");
  });
}

Result<Response> post_edits(LiveDocuments& live, const Call& call) {
  const std::int64_t number = TRY(number_in_path(call.request));
  const json::value body = TRY(body_of(call.request));
  const Pushed pushed = TRY(live.push(call.who, number, TRY(read_push_request(body))));
  std::string answer = fmt::format(R"({{"edition":{},"updates":[)", pushed.edition);
  for (std::size_t i = 0; i < pushed.updates.size(); ++i) answer += (i > 0 ? "," : "") + pushed.updates[i];
  return http::json_response(answer + "]}");
}

Result<Response> post_revision(journal::Journal& journal, const Call& call) {
  const std::int64_t number = TRY(number_in_path(call.request));
  std::optional<std::string> name;
  if (!call.request.body.empty()) {
    const json::value body = TRY(body_of(call.request));
    json::Fields fields = TRY(json::Fields::of(body));
    name = TRY(fields.optional_text("name", kRevisionNameLimit));
    TRY(fields.done());
  }
  return journal.write(call.origin, [&](journal::Transaction& tx) -> Result<Response> {
    return respond(to_json(TRY(keep_revision(tx, call.who, number, name))), 201);
  });
}

Result<Response> get_one_revision(journal::Journal& journal, const Call& call) {
  const std::int64_t number = TRY(number_in_path(call.request));
  const std::int64_t version = TRY(number_in_path(call.request, "version"));
  return journal.database().read([&](db::Connection& db) -> Result<Response> {
    const domain::Postmortem document = TRY(get_revision(db, call.who, number, version));
    for (const domain::Revision& revision : store::list_revisions(db, number)) {
      if (revision.version != version) continue;
      json::object out = to_json(revision);
      out["title"] = document.title;
      out["markdown"] = document.markdown;
      return respond(out);
    }
    return not_found("there is no such revision of this postmortem");
  });
}

json::object hunk_json(const changeset::Hunk& hunk) {
  constexpr std::string_view kNames[] = {"same", "added", "removed"};
  return {{"kind", kNames[static_cast<std::size_t>(hunk.kind)]}, {"lines", strings(hunk.lines)}};
}

Result<Response> get_difference(journal::Journal& journal, const Call& call) {
  const std::int64_t number = TRY(number_in_path(call.request));
  const std::int64_t to = TRY(number_in_path(call.request, "version"));
  const auto from = TRY(integer_of(call.request, "against"));
  if (!from) return invalid("'against' must name a version").at("against");
  const auto difference = TRY(
      journal.database().read([&](db::Connection& db) { return compare_revisions(db, call.who, number, *from, to); }));
  json::array hunks;
  for (const auto& hunk : difference.hunks) hunks.emplace_back(hunk_json(hunk));
  return respond({{"hunks", std::move(hunks)}, {"authors", strings(difference.authors)}});
}

Result<Response> post_restore(journal::Journal& journal, const Call& call) {
  const std::int64_t number = TRY(number_in_path(call.request));
  const std::int64_t version = TRY(number_in_path(call.request, "version"));
  return journal.write(call.origin, [&](journal::Transaction& tx) -> Result<Response> {
    const auto document = TRY(restore(tx, call.who, number, version));
    return respond({{"version", document.version}, {"edition", document.edition}});
  });
}

Result<Response> get_authorship(journal::Journal& journal, const Call& call) {
  const std::int64_t number = TRY(number_in_path(call.request));
  return journal.database().read([&](db::Connection& db) -> Result<Response> {
    TRY(journal::require_incident(db, call.who, Action::read, number));
    const auto standing = store::find_with_edits(db, number);
    if (!standing) return no_postmortem(number);
    json::array spans;
    for (const Span& span : standing->authorship)
      spans.emplace_back(json::object{{"length", span.length}, {"author", span.author}});
    return respond({{"edition", standing->document.edition}, {"spans", std::move(spans)}});
  });
}

}  // namespace

std::vector<Route> routes(journal::Journal& journal, LiveDocuments& live) {
  const std::string document = "/api/v1/incidents/{number}/postmortem";
  const std::string revision = document + "/revisions/{version}";
  return {
      {"GET", document + "/edits", Action::read, [&](Call& call) { return get_edits(journal, call); }},
      {"POST", document + "/edits", Action::edit, [&](Call& call) { return post_edits(live, call); }, kPushLimit},
      {"POST", document + "/revisions", Action::edit, [&](Call& call) { return post_revision(journal, call); }},
      {"GET", revision, Action::read, [&](Call& call) { return get_one_revision(journal, call); }},
      {"GET", revision + "/diff", Action::read, [&](Call& call) { return get_difference(journal, call); }},
      {"POST", revision + "/restore", Action::edit, [&](Call& call) { return post_restore(journal, call); }},
      {"GET", document + "/authorship", Action::read, [&](Call& call) { return get_authorship(journal, call); }},
  };
}

}  // namespace debrief::features::postmortems::editing
