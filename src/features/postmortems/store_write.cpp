// SPDX-License-Identifier: Apache-2.0
#include "base/hash.hpp"
#include "changeset/utf16.hpp"
#include "domain/events.hpp"
#include "features/postmortems/postmortems.hpp"
#include "features/postmortems/revisions.hpp"
#include "features/postmortems/store.hpp"
#include "features/postmortems/templates.hpp"
#include "journal/visibility.hpp"

namespace debrief::features::postmortems {
namespace {

using domain::Action;
using domain::Postmortem;
using domain::PostmortemState;
using domain::Principal;
namespace events = domain::events;

json::object text_data(const Postmortem& document) {
  return {{"version", document.version},
          {"sha256", to_hex(sha256(document.markdown))},
          {"size", document.markdown.size()},
          {"title", document.title}};
}

void append(journal::Transaction& tx, std::int64_t incident, std::string_view kind, json::object data) {
  tx.append({incident, std::string(kind), tx.now(), std::move(data)});
}

Result<> check_new(journal::Transaction& tx, const Principal& who, std::int64_t number) {
  TRY(journal::require_incident(tx.db, who, Action::edit, number));
  if (store::find(tx.db, number))
    return conflict("{} has a postmortem already", domain::incident_key(number)).with_help("Open it and edit it.");
  return {};
}

Postmortem first_version(journal::Transaction& tx, const Principal& who, std::int64_t number) {
  Postmortem document;
  document.incident = number;
  document.author = who.name;
  document.drafted_at = tx.now();
  document.updated_at = tx.now();
  return document;
}

void keep_first(journal::Transaction& tx, const Postmortem& document) {
  store::insert(tx.db, document);
  store::keep_revision(tx.db, document, {document.author});
}

}  // namespace

Result<Postmortem> create(journal::Transaction& tx, const Principal& who, std::int64_t number, std::string title,
                          std::string template_id, std::string markdown) {
  TRY(check_new(tx, who, number));
  Postmortem document = first_version(tx, who, number);
  document.title = std::move(title);
  document.template_id = std::move(template_id);
  document.markdown = changeset::with_line_feeds(markdown);
  keep_first(tx, document);
  json::object data = text_data(document);
  data["template"] = document.template_id;
  append(tx, number, events::kPostmortemDrafted, std::move(data));
  return document;
}

Result<Postmortem> change(journal::Transaction& tx, const Principal& who, std::int64_t number,
                          const DocumentChange& change, std::optional<DocumentTag> expected) {
  TRY(journal::require_incident(tx.db, who, Action::edit, number));
  auto standing = store::find_with_edits(tx.db, number);
  if (!standing) return not_found("{} has no postmortem yet", domain::incident_key(number));
  const PostmortemState before = standing->document.state;
  Changed changed = TRY(apply_change(standing->document, change, expected, who, tx.now()));
  if (!changed.saved && !changed.moved) return std::move(changed.document);
  add_text_edit(tx, *standing, who, "api", changed.document.markdown,
                change.difference ? &*change.difference : nullptr);
  standing->document = std::move(changed.document);
  if (changed.saved) keep(tx, *standing);
  else store::update(tx.db, standing->document, standing->authorship);
  if (changed.moved) {
    json::object data = text_data(standing->document);
    data["from"] = to_text(before);
    data["to"] = to_text(standing->document.state);
    append(tx, number, events::kPostmortemMoved, std::move(data));
  }
  return std::move(standing->document);
}

Result<Postmortem> import(journal::Transaction& tx, const Principal& who, const Imported& imported) {
  TRY(check_new(tx, who, imported.incident));
  Postmortem document = first_version(tx, who, imported.incident);
  document.title = imported.title;
  document.markdown = changeset::with_line_feeds(imported.markdown);
  document.state = PostmortemState::published;
  document.published_at = imported.published_at.value_or(tx.now());
  keep_first(tx, document);
  json::object data = text_data(document);
  data["document"] = imported.document;
  data["source"] = imported.source;
  append(tx, imported.incident, events::kPostmortemImported, std::move(data));
  return document;
}

Result<Postmortem> write_draft(journal::Journal& journal, const Ports& ports, const journal::Origin& origin,
                               const Principal& who, std::int64_t number, std::string_view template_id) {
  if (!template_id.empty()) TRY(get_template(template_id));
  const DraftInput input = TRY(gather(ports, who, number, journal.clock().now()));
  const Template* form = TRY(get_template(template_id.empty() ? usual_template(input.incident.kind) : template_id));
  const std::string markdown = draft(input, *form, record_of(input.incident));
  return journal.write(origin, [&](journal::Transaction& tx) {
    return create(tx, who, number, input.incident.title, form->id, markdown);
  });
}

}  // namespace debrief::features::postmortems
