// SPDX-License-Identifier: Apache-2.0
#include "features/postmortems/mirror/mirror_store.hpp"

#include <fmt/format.h>

namespace debrief::features::postmortems::mirror::store {
namespace {

constexpr std::string_view kShown = "p.state = 'published' and i.visibility = 'everyone'";
constexpr std::string_view kPending =
    "from postmortems p join incidents i on i.number = p.incident where p.state = 'published' and "
    "i.visibility = 'everyone' and not exists (select 1 from mirror_files f where f.incident = p.incident and "
    "f.removed = 0 and f.version = p.version) and not exists (select 1 from edits e where e.incident = p.incident and "
    "e.edition > p.edition)";

std::string outdated() {
  return fmt::format(
      "from mirror_files f where f.removed = 0 and not exists (select 1 from postmortems p join incidents i on "
      "i.number = p.incident where p.incident = f.incident and {})",
      kShown);
}

std::optional<Instant> time_at(const db::Row& row, std::size_t column) {
  const auto micros = row.optional_integer(column);
  return micros ? std::optional(Instant{*micros}) : std::nullopt;
}

std::optional<std::int64_t> micros_of(const std::optional<Instant>& at) {
  return at ? std::optional(at->micros) : std::nullopt;
}

std::vector<File> files_from(db::Connection& db, const std::string& from) {
  std::vector<File> files;
  db.scan(
      [&](const db::Row& row) {
        files.push_back({row.text(0), row.integer(1), row.integer(2)});
      },
      "select f.path, f.incident, f.version " + from + " order by f.incident");
  return files;
}

std::int64_t count(db::Connection& db, const std::string& from) {
  return db.query_one("select count(*) " + from)->integer(0);
}

}  // namespace

void begin(db::Connection& db, const std::string& target) {
  const auto row = db.query_one("select target from mirror where id = 1");
  if (row && row->text(0) == target) return;
  db.execute("delete from mirror");
  db.execute("delete from mirror_files");
  db.execute("insert into mirror (id, target, failures) values (1, $1, 0)", target);
}

State find_state(db::Connection& db) {
  const auto row = db.query_one(
      "select tip, fetched_at, mirrored_at, error, failed_at, retry_at, failures from mirror where id = 1");
  if (!row) return {};
  return {row->optional_text(0), time_at(*row, 1), time_at(*row, 2), row->optional_text(3),
          time_at(*row, 4),      time_at(*row, 5), row->integer(6)};
}

void put_state(db::Connection& db, const State& state) {
  db.execute(
      "update mirror set tip = $1, fetched_at = $2, mirrored_at = $3, error = $4, failed_at = $5, retry_at = $6, "
      "failures = $7 where id = 1",
      state.tip, micros_of(state.fetched_at), micros_of(state.mirrored_at), state.error, micros_of(state.failed_at),
      micros_of(state.retry_at), state.failures);
}

std::vector<Document> list_pending(db::Connection& db, std::int64_t limit) {
  std::vector<Document> documents;
  db.scan(
      [&](const db::Row& row) {
        documents.push_back({row.integer(0), row.integer(1)});
      },
      fmt::format("select p.incident, p.version {} order by p.incident limit $1", kPending), limit);
  return documents;
}

std::vector<File> list_outdated(db::Connection& db) {
  return files_from(db, outdated());
}

std::int64_t count_pending(db::Connection& db) {
  return count(db, std::string(kPending)) + count(db, outdated());
}

std::int64_t count_files(db::Connection& db) {
  return count(db, "from mirror_files where removed = 0");
}

std::vector<File> list_files(db::Connection& db) {
  return files_from(db, "from mirror_files f where f.removed = 0");
}

std::optional<File> find_file_of(db::Connection& db, std::int64_t incident) {
  const auto row =
      db.query_one("select path, incident, version from mirror_files where incident = $1 and removed = 0", incident);
  return row ? std::optional(File{row->text(0), row->integer(1), row->integer(2)}) : std::nullopt;
}

std::optional<std::int64_t> find_incident(db::Connection& db, const std::string& path) {
  const auto row = db.query_one("select incident from mirror_files where path = $1", path);
  return row ? std::optional(row->integer(0)) : std::nullopt;
}

void put_file(db::Connection& db, const File& file, const std::string& hash, Instant now) {
  db.execute("update mirror_files set removed = 1 where incident = $1 and path <> $2", file.incident, file.path);
  db.execute(
      "insert into mirror_files (path, incident, version, removed, hash, mirrored_at) values ($1, $2, $3, 0, $4, $5) "
      "on conflict (path) "
      "do update set incident = excluded.incident, version = excluded.version, removed = 0, hash = excluded.hash, "
      "mirrored_at = excluded.mirrored_at",
      file.path, file.incident, file.version, hash, now.micros);
}

void remove_file(db::Connection& db, const std::string& path) {
  db.execute("update mirror_files set removed = 1 where path = $1", path);
}

bool is_known(db::Connection& db, const std::string& hash) {
  return db.query_one("select 1 from mirror_commits where hash = $1", hash).has_value();
}

void put_ours(db::Connection& db, const std::string& hash, const std::vector<File>& files, Instant now) {
  db.execute(
      "insert into mirror_commits (hash, ours, threads, taken_at) values ($1, 1, 0, $2) on conflict (hash) do nothing",
      hash, now.micros);
  for (const File& file : files)
    db.execute(
        "insert into mirror_files (path, incident, version, removed, hash, mirrored_at) values ($1, $2, 0, 0, $3, $4) "
        "on conflict (path) do nothing",
        file.path, file.incident, hash, now.micros);
}

void put_taken(db::Connection& db, const std::string& hash, std::int64_t threads,
               const std::optional<std::string>& problem, Instant now) {
  db.execute("insert into mirror_commits (hash, ours, threads, problem, taken_at) values ($1, 0, $2, $3, $4)", hash,
             threads, problem, now.micros);
}

std::int64_t count_taken(db::Connection& db) {
  return db.query_one("select coalesce(sum(threads), 0) from mirror_commits")->integer(0);
}

std::vector<Problem> list_problems(db::Connection& db, std::int64_t limit) {
  std::vector<Problem> problems;
  db.scan(
      [&](const db::Row& row) {
        problems.push_back({row.text(0), row.text(1), {row.integer(2)}});
      },
      "select hash, problem, taken_at from mirror_commits where problem is not null order by taken_at desc, hash limit "
      "$1",
      limit);
  return problems;
}

}  // namespace debrief::features::postmortems::mirror::store
