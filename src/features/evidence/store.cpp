// SPDX-License-Identifier: Apache-2.0
#include "features/evidence/store.hpp"

namespace debrief::features::evidence::store {
namespace {

constexpr std::string_view kColumns =
    "id, incident, name, sha256, size, media_type, format, zone, parent, recorded_at, added_by, entries";

domain::Evidence evidence_from(const db::Row& row) {
  domain::Evidence evidence;
  evidence.id = row.text(0);
  evidence.incident = row.optional_integer(1);
  evidence.name = row.text(2);
  evidence.sha256 = digest_from_hex(row.text(3)).value_or(Digest{});
  evidence.size = row.integer(4);
  evidence.media_type = row.text(5);
  evidence.format = row.optional_text(6);
  evidence.zone = row.optional_text(7);
  evidence.parent = row.optional_text(8);
  evidence.recorded_at = {row.integer(9)};
  evidence.added_by = row.text(10);
  evidence.entries = row.integer(11);
  return evidence;
}

}  // namespace

void insert(db::Connection& db, const domain::Evidence& e, const std::string& added_by_id) {
  db.execute(
      "insert into evidence (id, incident, name, sha256, size, media_type, format, zone, parent, recorded_at, added_by, "
      "added_by_id, entries) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
      e.id, e.incident, e.name, to_hex(e.sha256), e.size, e.media_type, e.format, e.zone, e.parent, e.recorded_at.micros,
      e.added_by, added_by_id, e.entries);
}

void assign(db::Connection& db, const domain::Evidence& e) {
  db.execute("update evidence set incident = $2, format = $3, zone = $4, entries = $5 where id = $1", e.id, e.incident,
             e.format, e.zone, e.entries);
}

void insert_unread(db::Connection& db, const std::string& id, const std::string& evidence_id, std::int64_t incident,
                   const domain::Unread& unread) {
  db.execute(
      "insert into unread (id, evidence, incident, name, locator, reason, excerpt) values ($1, $2, $3, $4, $5, $6, $7)", id,
      evidence_id, incident, unread.name, unread.locator, unread.reason, unread.excerpt);
}

std::optional<domain::Evidence> find(db::Connection& db, const std::string& id) {
  const auto row = db.query_one(fmt::format("select {} from evidence where id = $1", kColumns), id);
  return row ? std::optional(evidence_from(*row)) : std::nullopt;
}

std::optional<domain::Evidence> find_upload(db::Connection& db, const std::string& id, const std::string& added_by_id) {
  const auto row = db.query_one(
      fmt::format("select {} from evidence where id = $1 and incident is null and added_by_id = $2", kColumns), id, added_by_id);
  return row ? std::optional(evidence_from(*row)) : std::nullopt;
}

domain::EvidenceOf list(db::Connection& db, std::int64_t incident) {
  domain::EvidenceOf all;
  for (const auto& row : db.query(fmt::format("select {} from evidence where incident = $1 order by recorded_at, name, id", kColumns), incident))
    all.items.push_back(evidence_from(row));
  for (const auto& row : db.query("select name, locator, reason, excerpt from unread where incident = $1 order by id", incident))
    all.unread.push_back({row.text(0), row.optional_text(1), row.text(2), row.text(3)});
  return all;
}

}  // namespace debrief::features::evidence::store
