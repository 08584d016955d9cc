// SPDX-License-Identifier: Apache-2.0
#include "features/postmortems/store.hpp"

#include "base/json.hpp"
#include "changeset/utf16.hpp"
#include "features/postmortems/editing/current_text.hpp"

#include <algorithm>

namespace debrief::features::postmortems::store {
namespace {

using domain::Postmortem;

std::optional<std::int64_t> micros_of(const std::optional<Instant>& at) {
  return at ? std::optional(at->micros) : std::nullopt;
}

Postmortem document_from(const db::Row& row) {
  Postmortem document;
  document.incident = row.integer(0);
  document.title = row.text(1);
  document.state = domain::postmortem_state_from(row.text(2)).value_or(domain::PostmortemState::draft);
  document.template_id = row.text(3);
  document.markdown = row.text(4);
  document.version = row.integer(5);
  document.author = row.text(6);
  document.drafted_at = {row.integer(7)};
  document.updated_at = {row.integer(8)};
  if (const auto published = row.optional_integer(9)) document.published_at = Instant{*published};
  document.edition = row.integer(10);
  return document;
}

constexpr std::string_view kSelect =
    "select incident, title, state, template, markdown, version, author, drafted_at, updated_at, published_at, "
    "edition, "
    "authorship from postmortems where incident = $1";

/// Puts the edits since the newest revision into the text that it keeps.
void add_edits(Postmortem& document, const std::vector<editing::Edit>& unkept) {
  if (!unkept.empty() || document.markdown.find('\r') != std::string::npos)
    document.markdown = changeset::to_utf8(editing::with_edits(document.markdown, unkept));
  if (unkept.empty()) return;
  document.edition = unkept.back().edition;
  document.unkept = static_cast<std::int64_t>(unkept.size());
  document.author = unkept.back().author;
  document.updated_at = std::max(document.updated_at, unkept.back().recorded_at);
}

editing::Authorship authorship_of_kept(const db::Row& row, const Postmortem& document) {
  const std::size_t length = changeset::to_utf16(changeset::with_line_feeds(document.markdown)).size();
  auto known = editing::authorship_from(row.optional_text(11).value_or(""), length);
  return known.empty() ? editing::written_by(length, document.author) : known;
}

std::string names_text(const std::vector<std::string>& names) {
  json::array all;
  for (const std::string& name : names) all.emplace_back(name);
  return json::write(json::value(std::move(all)));
}

std::vector<std::string> names_from(std::string_view text) {
  std::vector<std::string> names;
  const auto document = json::parse(text);
  if (!document || !document->is_array()) return names;
  for (const json::value& name : document->get_array())
    if (name.is_string()) names.emplace_back(name.get_string());
  return names;
}

}  // namespace

std::optional<Postmortem> find(db::Connection& db, std::int64_t incident) {
  const auto row = db.query_one(kSelect, incident);
  if (!row) return std::nullopt;
  Postmortem document = document_from(*row);
  add_edits(document, editing::list_unkept(db, incident, document.edition));
  return document;
}

std::optional<WithEdits> find_with_edits(db::Connection& db, std::int64_t incident) {
  const auto row = db.query_one(kSelect, incident);
  if (!row) return std::nullopt;
  WithEdits found{document_from(*row), {}, {}};
  found.unkept = editing::list_unkept(db, incident, found.document.edition);
  found.authorship = authorship_of_kept(*row, found.document);
  for (const editing::Edit& edit : found.unkept)
    found.authorship = editing::after(std::move(found.authorship), edit.update.changes, edit.author);
  add_edits(found.document, found.unkept);
  return found;
}

void insert(db::Connection& db, const Postmortem& document) {
  db.execute(
      "insert into postmortems (incident, title, state, template, markdown, version, author, drafted_at, updated_at, "
      "published_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
      document.incident, document.title, to_text(document.state), document.template_id, document.markdown,
      document.version, document.author, document.drafted_at.micros, document.updated_at.micros,
      micros_of(document.published_at));
}

void update(db::Connection& db, const Postmortem& document, const editing::Authorship& authorship) {
  db.execute(
      "update postmortems set title = $2, state = $3, markdown = $4, version = $5, author = $6, updated_at = $7, "
      "published_at = $8, edition = $9, authorship = $10 where incident = $1",
      document.incident, document.title, to_text(document.state), document.markdown, document.version, document.author,
      document.updated_at.micros, micros_of(document.published_at), document.edition, editing::to_text(authorship));
}

void keep_revision(db::Connection& db, const Postmortem& document, const std::vector<std::string>& authors,
                   const std::optional<std::string>& name) {
  db.execute(
      "insert into postmortem_revisions (incident, version, title, markdown, author, recorded_at, edition, authors, "
      "name) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
      document.incident, document.version, document.title, document.markdown, document.author,
      document.updated_at.micros, document.edition, names_text(authors), name);
}

std::optional<Postmortem> find_revision(db::Connection& db, std::int64_t incident, std::int64_t version) {
  const auto row = db.query_one(
      "select title, markdown, author, recorded_at, edition from postmortem_revisions where incident = $1 and version "
      "= $2",
      incident, version);
  if (!row) return std::nullopt;
  Postmortem document;
  document.incident = incident;
  document.version = version;
  document.title = row->text(0);
  document.markdown = changeset::with_line_feeds(row->text(1));
  document.author = row->text(2);
  document.updated_at = {row->integer(3)};
  document.edition = row->integer(4);
  return document;
}

std::vector<domain::Revision> list_revisions(db::Connection& db, std::int64_t incident) {
  std::vector<domain::Revision> revisions;
  db.scan(
      [&](const db::Row& row) {
        revisions.push_back({row.integer(0),
                             row.text(1),
                             {row.integer(2)},
                             static_cast<std::int64_t>(row.text(3).size()),
                             row.integer(4),
                             names_from(row.text(5)),
                             row.optional_text(6)});
      },
      "select version, author, recorded_at, markdown, edition, authors, name from postmortem_revisions "
      "where incident = $1 order by version",
      incident);
  return revisions;
}

}  // namespace debrief::features::postmortems::store
