// SPDX-License-Identifier: Apache-2.0
#include "features/sources/store.hpp"

#include "base/hash.hpp"
#include "base/ids.hpp"
#include "base/json.hpp"
#include "base/text.hpp"
#include "domain/events.hpp"

namespace debrief::features::sources {
namespace {

constexpr std::string_view kSourceColumns = "id, kind, name, group_by, created_at, last_seen_at, received";
constexpr std::string_view kQuarantineColumns =
    "q.id, q.source_id, coalesce(s.name, ''), q.received_at, q.reason, q.sha256, q.size, q.excerpt, q.state";

Source source_from(const db::Row& row) {
  Source source;
  source.id = row.text(0);
  source.kind = row.text(1);
  source.name = row.text(2);
  if (const auto list = json::parse(row.text(3)); list && list->is_array())
    for (const auto& label : list->get_array())
      if (label.is_string()) source.group_by.emplace_back(label.get_string());
  source.created_at = {row.integer(4)};
  if (!row.is_null(5)) source.last_seen_at = Instant{row.integer(5)};
  source.received = row.integer(6);
  return source;
}

store::Quarantined quarantined_from(const db::Row& row) {
  return {row.text(0), row.text(1), row.text(2), {row.integer(3)}, row.text(4), row.text(5), row.integer(6), row.text(7), row.text(8)};
}

}  // namespace

const std::vector<std::string>& default_group_by() {
  static const std::vector<std::string> labels{"service", "namespace", "cluster"};
  return labels;
}

Result<Created> create(journal::Transaction& tx, const domain::Principal& who, const NewSource& wanted) {
  TRY(domain::require(who, domain::Action::administer));
  Created created{{new_id(tx.now()), wanted.kind, std::string(trim(wanted.name)),
                   wanted.group_by.empty() ? default_group_by() : wanted.group_by, tx.now(), std::nullopt, 0},
                  new_secret("dbh_")};
  json::array labels;
  for (const auto& label : created.source.group_by) labels.push_back(json::value(label));
  tx.db.execute(
      "insert into sources (id, kind, name, token_hash, group_by, created_at, received) values ($1, $2, $3, $4, $5, $6, 0)",
      created.source.id, created.source.kind, created.source.name, to_hex(sha256(created.token)), json::write(labels), tx.now().micros);
  tx.append({domain::kServerChain, std::string(domain::events::kSourceCreated), tx.now(),
             {{"id", created.source.id}, {"kind", created.source.kind}, {"name", created.source.name}}});
  return created;
}

std::optional<Source> find_by_token(db::Connection& db, std::string_view token) {
  const auto row = db.query_one(
      fmt::format("select {} from sources where token_hash = $1 and removed_at is null", kSourceColumns), to_hex(sha256(token)));
  return row ? std::optional(source_from(*row)) : std::nullopt;
}

namespace store {

std::vector<Source> list_sources(db::Connection& db) {
  std::vector<Source> sources;
  for (const auto& row : db.query(fmt::format("select {} from sources where removed_at is null order by created_at", kSourceColumns)))
    sources.push_back(source_from(row));
  return sources;
}

std::optional<Source> find_source(db::Connection& db, const std::string& id) {
  const auto row = db.query_one(fmt::format("select {} from sources where id = $1 and removed_at is null", kSourceColumns), id);
  return row ? std::optional(source_from(*row)) : std::nullopt;
}

void note_seen(db::Connection& db, const std::string& source_id, Instant now) {
  db.execute("update sources set last_seen_at = $2, received = received + 1 where id = $1", source_id, now.micros);
}

bool insert_quarantined(db::Connection& db, const Quarantined& item) {
  if (db.query_one("select 1 from quarantine where source_id = $1 and sha256 = $2 and state = 'waiting' limit 1", item.source_id,
                   item.sha256))
    return false;
  db.execute(
      "insert into quarantine (id, source_id, received_at, reason, sha256, size, excerpt, state) "
      "values ($1, $2, $3, $4, $5, $6, $7, 'waiting')",
      item.id, item.source_id, item.received_at.micros, item.reason, item.sha256, item.size, item.excerpt);
  return true;
}

QuarantinePage list_quarantined(db::Connection& db, const std::optional<std::string>& after, std::int64_t limit) {
  QuarantinePage page;
  // Ids sort by time of creation, so the cursor is the last id shown.
  std::vector<db::Value> args{db::to_value(limit + 1)};
  if (after) args.push_back(db::to_value(*after));
  db.run_with(fmt::format("select {} from quarantine q left join sources s on s.id = q.source_id {} order by q.id desc limit $1",
                          kQuarantineColumns, after ? "where q.id < $2" : ""),
              args, [&](const db::Row& row) { page.items.push_back(quarantined_from(row)); });
  if (static_cast<std::int64_t>(page.items.size()) > limit) {
    page.items.pop_back();
    page.next = page.items.back().id;
  }
  return page;
}

std::optional<Quarantined> find_quarantined(db::Connection& db, const std::string& id) {
  const auto row = db.query_one(
      fmt::format("select {} from quarantine q left join sources s on s.id = q.source_id where q.id = $1", kQuarantineColumns), id);
  return row ? std::optional(quarantined_from(*row)) : std::nullopt;
}

void settle(db::Connection& db, const std::string& id, const std::string& state, const std::string& reason) {
  db.execute("update quarantine set state = $2, reason = $3 where id = $1", id, state, reason);
}

}  // namespace store
}  // namespace debrief::features::sources
