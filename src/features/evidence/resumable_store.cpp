// SPDX-License-Identifier: Apache-2.0
#include "features/evidence/resumable_store.hpp"

#include <fmt/format.h>

namespace debrief::features::evidence::store {
namespace {

constexpr std::string_view kUploadColumns =
    "id, name, size, sha256, received, computed, created_at, updated_at, owner, owner_id";

std::optional<Digest> digest_from(const std::optional<std::string>& hex) {
  return hex ? digest_from_hex(*hex) : std::nullopt;
}

std::optional<std::string> to_text(const std::optional<Digest>& digest) {
  return digest ? std::optional(to_hex(*digest)) : std::nullopt;
}

ResumableUpload upload_from(const db::Row& row) {
  ResumableUpload upload;
  upload.id = row.text(0);
  upload.name = row.text(1);
  upload.size = row.integer(2);
  upload.sha256 = digest_from(row.optional_text(3));
  upload.received = row.integer(4);
  upload.computed = digest_from(row.optional_text(5));
  upload.created_at = {row.integer(6)};
  upload.updated_at = {row.integer(7)};
  upload.owner = row.text(8);
  upload.owner_id = row.text(9);
  return upload;
}

template <class... Args>
std::vector<ResumableUpload> select(db::Connection& db, std::string_view rest, const Args&... args) {
  std::vector<ResumableUpload> uploads;
  for (const auto& row : db.query(fmt::format("select {} from resumable_uploads {}", kUploadColumns, rest), args...))
    uploads.push_back(upload_from(row));
  return uploads;
}

}  // namespace

void insert(db::Connection& db, const ResumableUpload& u) {
  db.execute(
      fmt::format("insert into resumable_uploads ({}) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)", kUploadColumns),
      u.id, u.name, u.size, to_text(u.sha256), u.received, to_text(u.computed), u.created_at.micros,
      u.updated_at.micros, u.owner, u.owner_id);
}

std::optional<ResumableUpload> find_resumable(db::Connection& db, const std::string& id) {
  const auto found = select(db, "where id = $1", id);
  return found.empty() ? std::nullopt : std::optional(found.front());
}

std::vector<ResumableUpload> list_resumable(db::Connection& db, const std::string& owner_id) {
  return select(db, "where owner_id = $1 order by id desc", owner_id);
}

std::vector<ResumableUpload> list_abandoned(db::Connection& db, Instant before) {
  return select(db, "where updated_at < $1", before.micros);
}

void set_received(db::Connection& db, const std::string& id, std::int64_t received, Instant at) {
  db.execute("update resumable_uploads set received = $2, computed = null, updated_at = $3 where id = $1", id, received,
             at.micros);
}

void set_computed(db::Connection& db, const std::string& id, const std::optional<Digest>& computed) {
  db.execute("update resumable_uploads set computed = $2 where id = $1", id, to_text(computed));
}

bool remove_resumable(db::Connection& db, const std::string& id) {
  return db.execute("delete from resumable_uploads where id = $1", id) > 0;
}

}  // namespace debrief::features::evidence::store
