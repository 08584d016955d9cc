// SPDX-License-Identifier: Apache-2.0
#include "features/postmortems/editing/edit_store.hpp"

namespace debrief::features::postmortems::editing {
namespace {

Edit edit_from(const db::Row& row) {
  const auto document = json::parse(row.text(5));
  auto changes = document ? changeset::read_change_set(*document) : Result<changeset::ChangeSet>(document.error());
  if (!changes) throw db::DatabaseError("a stored edit cannot be read: " + changes.error().message);
  return {
      row.integer(0), {row.text(1), row.integer(2), *std::move(changes)}, row.text(3), row.text(4), {row.integer(6)}};
}

}  // namespace

void insert(db::Connection& db, std::int64_t incident, const Edit& edit) {
  db.execute(
      "insert into edits (incident, edition, client, seq, author, author_id, changes, recorded_at) "
      "values ($1, $2, $3, $4, $5, $6, $7, $8)",
      incident, edit.edition, edit.update.client, edit.update.seq, edit.author, edit.author_id,
      changeset::to_json_text(edit.update.changes), edit.recorded_at.micros);
}

std::vector<Edit> list_edits(db::Connection& db, std::int64_t incident, std::int64_t after, std::int64_t limit) {
  std::vector<Edit> edits;
  db.scan([&](const db::Row& row) { edits.push_back(edit_from(row)); },
          "select edition, client, seq, author, author_id, changes, recorded_at from edits "
          "where incident = $1 and edition > $2 order by edition limit $3",
          incident, after, limit);
  return edits;
}

std::optional<std::int64_t> find_edition(db::Connection& db, std::int64_t incident) {
  if (const auto row =
          db.query_one("select edition from edits where incident = $1 order by edition desc limit 1", incident))
    return row->integer(0);
  const auto row = db.query_one("select edition from postmortems where incident = $1", incident);
  return row ? std::optional(row->integer(0)) : std::nullopt;
}

std::optional<Writer> find_writer(db::Connection& db, std::int64_t incident, const std::string& client) {
  const auto row =
      db.query_one("select author_id, seq from edits where incident = $1 and client = $2 order by seq desc limit 1",
                   incident, client);
  return row ? std::optional(Writer{row->text(0), row->integer(1)}) : std::nullopt;
}

}  // namespace debrief::features::postmortems::editing
