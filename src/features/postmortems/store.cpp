// SPDX-License-Identifier: Apache-2.0
#include "features/postmortems/store.hpp"

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
  return document;
}

}  // namespace

std::optional<Postmortem> find(db::Connection& db, std::int64_t incident) {
  const auto row = db.query_one(
      "select incident, title, state, template, markdown, version, author, drafted_at, updated_at, published_at "
      "from postmortems where incident = $1",
      incident);
  if (!row) return std::nullopt;
  return document_from(*row);
}

void insert(db::Connection& db, const Postmortem& document) {
  db.execute(
      "insert into postmortems (incident, title, state, template, markdown, version, author, drafted_at, updated_at, "
      "published_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
      document.incident, document.title, to_text(document.state), document.template_id, document.markdown,
      document.version, document.author, document.drafted_at.micros, document.updated_at.micros,
      micros_of(document.published_at));
}

void update(db::Connection& db, const Postmortem& document) {
  db.execute(
      "update postmortems set title = $2, state = $3, markdown = $4, version = $5, author = $6, updated_at = $7, "
      "published_at = $8 where incident = $1",
      document.incident, document.title, to_text(document.state), document.markdown, document.version, document.author,
      document.updated_at.micros, micros_of(document.published_at));
}

void keep_revision(db::Connection& db, const Postmortem& document) {
  db.execute(
      "insert into postmortem_revisions (incident, version, title, markdown, author, recorded_at) "
      "values ($1, $2, $3, $4, $5, $6)",
      document.incident, document.version, document.title, document.markdown, document.author,
      document.updated_at.micros);
}

std::vector<domain::Revision> list_revisions(db::Connection& db, std::int64_t incident) {
  std::vector<domain::Revision> revisions;
  db.scan(
      [&](const db::Row& row) {
        revisions.push_back(
            {row.integer(0), row.text(1), {row.integer(2)}, static_cast<std::int64_t>(row.text(3).size())});
      },
      "select version, author, recorded_at, markdown from postmortem_revisions where incident = $1 order by version",
      incident);
  return revisions;
}

}  // namespace debrief::features::postmortems::store
