// SPDX-License-Identifier: Apache-2.0
#include "features/evidence/logs/stream_store.hpp"

#include <fmt/format.h>

namespace debrief::features::evidence::logs::store {
namespace {

constexpr std::string_view kColumns =
    "id, incident, source, begins_at, received, computed, sealed, created_at, updated_at, owner, owner_id";

LogStream stream_from(const db::Row& row) {
  LogStream stream;
  stream.id = row.text(0);
  stream.incident = row.integer(1);
  stream.source = row.text(2);
  stream.begins_at = row.integer(3);
  stream.received = row.integer(4);
  if (const auto hex = row.optional_text(5)) stream.computed = digest_from_hex(*hex);
  stream.sealed = row.integer(6) != 0;
  stream.created_at = {row.integer(7)};
  stream.updated_at = {row.integer(8)};
  stream.owner = row.text(9);
  stream.owner_id = row.text(10);
  return stream;
}

template <class... Args>
std::vector<LogStream> select(db::Connection& db, std::string_view rest, const Args&... args) {
  std::vector<LogStream> streams;
  for (const auto& row : db.query(fmt::format("select {} from log_streams {}", kColumns, rest), args...))
    streams.push_back(stream_from(row));
  return streams;
}

template <class... Args>
std::optional<LogStream> select_one(db::Connection& db, std::string_view rest, const Args&... args) {
  auto found = select(db, rest, args...);
  return found.empty() ? std::nullopt : std::optional(std::move(found.front()));
}

}  // namespace

void insert(db::Connection& db, const LogStream& s) {
  db.execute(fmt::format("insert into log_streams ({}) values ($1, $2, $3, $4, $5, null, 0, $6, $7, $8, $9)", kColumns),
             s.id, s.incident, s.source, s.begins_at, s.received, s.created_at.micros, s.updated_at.micros, s.owner,
             s.owner_id);
}

std::optional<LogStream> find_stream(db::Connection& db, const std::string& id) {
  return select_one(db, "where id = $1", id);
}

std::optional<LogStream> find_newest_stream(db::Connection& db, std::int64_t incident, const std::string& source) {
  return select_one(db, "where incident = $1 and source = $2 order by begins_at desc limit 1", incident, source);
}

std::vector<LogStream> list_streams(db::Connection& db, std::int64_t incident) {
  return select(db, "where incident = $1 order by id", incident);
}

std::vector<LogStream> list_open(db::Connection& db) {
  return select(db, "where sealed = 0 order by id");
}

std::vector<LogStream> list_quiet(db::Connection& db, Instant since) {
  return select(db, "where sealed = 0 and (updated_at < $1 or computed is not null) order by id", since.micros);
}

void set_received(db::Connection& db, const std::string& id, std::int64_t received, Instant at) {
  db.execute("update log_streams set received = $2, updated_at = $3 where id = $1", id, received, at.micros);
}

void set_computed(db::Connection& db, const std::string& id, const Digest& computed) {
  db.execute("update log_streams set computed = $2 where id = $1", id, to_hex(computed));
}

bool set_sealed(db::Connection& db, const std::string& id) {
  return db.execute("update log_streams set sealed = 1 where id = $1 and sealed = 0", id) > 0;
}

}  // namespace debrief::features::evidence::logs::store
