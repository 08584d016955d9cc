// SPDX-License-Identifier: Apache-2.0
#include "base/markdown.hpp"
#include "features/postmortems/blocks/frozen.hpp"
#include "features/postmortems/completeness/routes.hpp"
#include "changeset/diff.hpp"
#include "changeset/utf16.hpp"
#include "features/postmortems/export_routes.hpp"
#include "features/postmortems/limits.hpp"
#include "features/postmortems/postmortem_json.hpp"
#include "features/postmortems/postmortems.hpp"
#include "features/postmortems/templates.hpp"
#include "routing/request.hpp"

#include <memory>
#include <utility>

namespace debrief::features::postmortems {
namespace {

using domain::Action;
using http::Response;

constexpr std::size_t kMostRanked = 1000;

/// What the handlers share; lives as long as the routes.
struct Desk {
  journal::Journal& journal;
  Ports ports;
};

Result<domain::Postmortem> get(const Desk& desk, const Call& call) {
  const std::int64_t number = TRY(number_in_path(call.request));
  auto found = TRY(desk.journal.database().read([&](db::Connection& db) { return find(db, call.who, number); }));
  if (!found) return not_found("{} has no postmortem yet", domain::incident_key(number)).with_help("Draft it first.");
  return *std::move(found);
}

Result<std::string> expanded(const Desk& desk, const Call& call, std::int64_t number, std::string_view markdown,
                             domain::PostmortemState state) {
  return expand_for(desk.ports, desk.journal.database(), call.who, number, markdown, state);
}

Result<Rendered> render_for(const Desk& desk, const Call& call, std::int64_t number, std::string markdown,
                            domain::PostmortemState state) {
  std::vector<domain::TimelineEntry> entries;
  const std::string text = TRY(expanded(desk, call, number, markdown, state));
  if (!find_citations(text).empty()) entries = TRY(desk.ports.list_timeline(call.who, number));
  Rendered rendered = render(text, entries);
  rendered.markdown = std::move(markdown);
  return rendered;
}

Response respond_document(const domain::Postmortem& document, Rendered rendered, int status = 200) {
  return respond(to_json(document, std::move(rendered)), status)
      .set("ETag", fmt::format("\"{}\"", to_text(tag_of(document))));
}

template <class T>
Response respond_items(const std::vector<T>& all) {
  json::array items;
  for (const T& one : all) items.emplace_back(to_json(one));
  return respond({{"items", std::move(items)}});
}

Result<Response> get_postmortem(const Desk& desk, const Call& call) {
  const domain::Postmortem document = TRY(get(desk, call));
  Rendered rendered = TRY(render_for(desk, call, document.incident, document.markdown, document.state));
  return respond_document(document, std::move(rendered));
}

// Empty: the usual one for the kind of incident.
Result<std::string> template_in(const http::Request& request) {
  if (request.body.empty()) return std::string();
  const json::value body = TRY(body_of(request));
  json::Fields fields = TRY(json::Fields::of(body));
  auto id = TRY(fields.optional_text("template", 100));
  TRY(fields.done());
  return std::move(id).value_or(std::string());
}

Result<Response> post_postmortem(const Desk& desk, const Call& call) {
  const std::int64_t number = TRY(number_in_path(call.request));
  const std::string id = TRY(template_in(call.request));
  if (!id.empty()) TRY(get_template(id));
  const DraftInput input = TRY(gather(desk.ports, call.who, number, desk.journal.clock().now()));
  const Template* form = TRY(get_template(id.empty() ? usual_template(input.incident.kind) : std::string_view(id)));
  const Rendered rendered = TRY(render_for(desk, call, number, draft(input, *form, record_of(input.incident)), domain::PostmortemState::draft));
  return desk.journal.write(call.origin, [&](journal::Transaction& tx) -> Result<Response> {
    const auto document = TRY(create(tx, call.who, number, input.incident.title, form->id, rendered.markdown));
    return respond_document(document, rendered, 201);
  });
}

// Comparing long texts takes its time, too.
void add_difference(DocumentChange& wanted, const domain::Postmortem& seen,
                    const std::optional<DocumentTag>& expected) {
  if (!wanted.markdown || expected != tag_of(seen)) return;
  wanted.difference = changeset::difference(changeset::to_utf16(seen.markdown), changeset::to_utf16(*wanted.markdown));
}

Result<Response> patch_postmortem(const Desk& desk, const Call& call) {
  const auto expected = TRY(read_tag(call.request.header("if-match")));
  const json::value body = TRY(body_of(call.request));
  DocumentChange wanted = TRY(read_change(body));
  domain::Postmortem seen = TRY(get(desk, call));
  add_difference(wanted, seen, expected);
  const std::int64_t number = seen.incident;
  const bool publishes = wanted.state == domain::PostmortemState::published && seen.state != *wanted.state;
  if (publishes && domain::allows(call.who, Action::publish)) {
    const auto standing = TRY(look_at(desk.ports, desk.journal.database(), call.who, number,
                                      wanted.markdown.value_or(seen.markdown), desk.journal.clock().now()));
    if (!standing.missing.empty()) return refuse_publication(standing);
  }
  FrozenBlocks frozen;
  if (publishes)
    frozen = TRY(freeze(desk.ports, call.who, number, wanted.markdown.value_or(seen.markdown), desk.journal.clock().now()));
  const Rendered rendered =
      TRY(render_for(desk, call, number, wanted.markdown.value_or(std::move(seen.markdown)), seen.state));
  return desk.journal.write(call.origin, [&](journal::Transaction& tx) -> Result<Response> {
    const auto document = TRY(change(tx, call.who, number, wanted, expected));
    if (publishes) keep_frozen(tx.db, number, frozen);
    // Somebody may have saved another text since it was read, when only the title or the state is changed here.
    const bool same = document.markdown == rendered.markdown;
    return respond_document(document, same ? rendered : render(document.markdown, {}));
  });
}

Result<Response> get_revisions(const Desk& desk, const Call& call) {
  const std::int64_t number = TRY(number_in_path(call.request));
  return respond_items(
      TRY(desk.journal.database().read([&](db::Connection& db) { return list_revisions(db, call.who, number); })));
}

Result<Response> get_export(const Desk& desk, const Call& call) {
  return respond_with_export(desk.journal, desk.ports, call, TRY(get(desk, call)));
}

Result<LibraryFilter> filter_of(const http::Request& request) {
  const auto filled = [&](const char* name) {
    auto value = request.query_value(name);
    return value && !value->empty() ? value : std::nullopt;
  };
  LibraryFilter filter{filled("q"), filled("state"), filled("service")};
  if (filter.words && filter.words->size() > 500) return invalid("'q' may have 500 bytes").at("q");
  if (filter.state && !domain::postmortem_state_from(*filter.state))
    return invalid("there is no state '{}'", filter.state->substr(0, 60))
        .with_help("Use draft, in_review or published.")
        .at("state");
  return filter;
}

Result<Response> get_library(const Desk& desk, const Call& call) {
  const LibraryFilter filter = TRY(filter_of(call.request));
  const std::int64_t limit = TRY(limit_of(call.request));
  std::vector<std::int64_t> ranked;
  if (filter.words) ranked = desk.ports.rank(*filter.words, kMostRanked);
  const LibraryPage page = TRY(desk.journal.database().read([&](db::Connection& db) {
    return list_library(db, call.who, filter, ranked, call.request.query_value("after"), limit);
  }));
  json::array items;
  for (const LibraryItem& item : page.items) items.emplace_back(to_json(item));
  return respond({{"items", std::move(items)}, {"next", json::or_null(page.next)}, {"total", page.total}});
}

Result<Response> post_markdown(const Desk& desk, const Call& call) {
  const json::value body = TRY(body_of(call.request));
  json::Fields fields = TRY(json::Fields::of(body));
  std::string markdown = TRY(fields.optional_text("markdown", kDocumentLimit)).value_or("");
  const auto incident = TRY(fields.optional_integer("incident", 1, INT64_MAX));
  TRY(fields.done());
  if (incident) markdown = TRY(expanded(desk, call, *incident, markdown, domain::PostmortemState::draft));
  return respond({{"html", render_html(markdown, kDocumentLimit)}});
}

}  // namespace

std::vector<Route> routes(journal::Journal& journal, Ports ports) {
  const auto desk = std::make_shared<const Desk>(Desk{journal, std::move(ports)});
  const std::string document = "/api/v1/incidents/{number}/postmortem";
  return {
      {"GET", document, Action::read, [desk](Call& call) { return get_postmortem(*desk, call); }},
      {"POST", document, Action::edit, [desk](Call& call) { return post_postmortem(*desk, call); }},
      {"PATCH", document, Action::edit, [desk](Call& call) { return patch_postmortem(*desk, call); }, kBodyLimit},
      {"GET", document + "/revisions", Action::read, [desk](Call& call) { return get_revisions(*desk, call); }},
      {"GET", document + "/export", Action::read, [desk](Call& call) { return get_export(*desk, call); }},
      {"GET", "/api/v1/postmortems", Action::read, [desk](Call& call) { return get_library(*desk, call); }},
      {"GET", "/api/v1/templates", Action::read, [](Call&) -> Result<Response> { return respond_items(templates()); }},
      {"POST", "/api/v1/markdown", Action::read, [desk](Call& call) { return post_markdown(*desk, call); }, kBodyLimit},
  };
}

}  // namespace debrief::features::postmortems
