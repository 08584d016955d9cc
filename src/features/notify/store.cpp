// SPDX-License-Identifier: Apache-2.0
#include "features/notify/store.hpp"

#include "base/text.hpp"
#include "db/instants.hpp"

namespace debrief::features::notify::store {
namespace {

constexpr std::size_t kTitleLimit = 300;
constexpr std::size_t kTextLimit = 10'000;

Kept kept_from(const db::Row& row) {
  return {row.text(0), row.text(1), row.optional_integer(2), row.text(3), row.text(4), row.text(5), {row.integer(6)}, db::time_in(row, 7)};
}

}  // namespace

bool insert(db::Connection& db, const std::string& id, const std::string& user_id, const domain::Notice& notice, Instant now) {
  const std::optional<std::string> key = notice.key.empty() ? std::nullopt : std::optional(notice.key);
  return db.execute(
             "insert into notices (id, user_id, kind, incident, title, text, path, key, created_at) "
             "values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict do nothing",
             id, user_id, notice.kind, notice.incident, shorten(notice.title, kTitleLimit), shorten(notice.text, kTextLimit),
             notice.path, key, now.micros) == 1;
}

std::optional<Kept> find(db::Connection& db, const std::string& id) {
  const auto row = db.query_one("select id, kind, incident, title, text, path, created_at, read_at from notices where id = $1", id);
  return row ? std::optional(kept_from(*row)) : std::nullopt;
}

KeptPage list(db::Connection& db, const std::string& user_id, bool unread_only, const std::optional<std::string>& after,
              std::int64_t limit) {
  KeptPage page;
  const std::string sql =
      fmt::format("select id, kind, incident, title, text, path, created_at, read_at from notices where user_id = $1 "
                  "and ($2 = '' or id < $2){} order by id desc limit $3",
                  unread_only ? " and read_at is null" : "");
  for (const auto& row : db.query(sql, user_id, after.value_or(""), limit + 1)) page.items.push_back(kept_from(row));
  if (static_cast<std::int64_t>(page.items.size()) > limit) {
    page.items.pop_back();
    page.next = page.items.back().id;
  }
  page.unread = db.query_one("select count(*) from notices where user_id = $1 and read_at is null", user_id)->integer(0);
  return page;
}

std::int64_t mark_read(db::Connection& db, const std::string& user_id, const std::optional<std::string>& id, Instant now) {
  if (!id) return db.execute("update notices set read_at = $2 where user_id = $1 and read_at is null", user_id, now.micros);
  return db.execute("update notices set read_at = $3 where user_id = $1 and id = $2 and read_at is null", user_id, *id, now.micros);
}

void put_mail(db::Connection& db, const std::string& id, const std::string& notice, const std::string& address, Instant now) {
  db.execute("insert into mails (id, notice, address, created_at) values ($1, $2, $3, $4)", id, notice, address, now.micros);
}

std::optional<OutgoingMail> find_waiting(db::Connection& db, const std::string& id, const std::string& address) {
  const auto row = db.query_one(
      "select m.id, m.address, n.title, n.text, n.path, m.created_at, m.attempts, m.replayed_at from mails m join notices n on n.id = m.notice "
      "where m.id = $1 and m.sent_at is null and m.failed_at is null",
      id);
  if (!row) return std::nullopt;
  std::string text = row->text(3);
  if (!address.empty() && !row->text(4).empty()) text += "\n\n" + address + row->text(4);
  return OutgoingMail{row->text(0), row->text(1), row->text(2), std::move(text), {row->integer(5)}, "", row->integer(6),
                      db::time_in(*row, 7).value_or(Instant{row->integer(5)})};
}

std::optional<Addressee> find_addressee(db::Connection& db, const std::string& mail) {
  const auto row = db.query_one("select n.user_id, n.incident from mails m join notices n on n.id = m.notice where m.id = $1", mail);
  return row ? std::optional(Addressee{row->text(0), row->optional_integer(1)}) : std::nullopt;
}

void mark_sent(db::Connection& db, const std::string& id, Instant now) {
  db.execute("update mails set sent_at = $2, error = null where id = $1", id, now.micros);
}

void mark_failed(db::Connection& db, const std::string& id, const std::string& error, Instant now) {
  db.execute("update mails set failed_at = $3, attempted_at = $3, attempts = attempts + 1, error = $2 where id = $1", id, shorten(to_utf8(error), 500), now.micros);
}

void mark_tried(db::Connection& db, const std::string& id, const std::string& error, Instant now) {
  db.execute("update mails set attempts = attempts + 1, attempted_at = $3, error = $2 where id = $1", id, shorten(to_utf8(error), 500), now.micros);
}

std::vector<StuckMail> list_stuck(db::Connection& db, bool given_up, const std::optional<std::string>& after, std::int64_t limit) {
  std::vector<StuckMail> stuck;
  const std::string sql = fmt::format(
      "select m.id, m.address, n.title, n.kind, m.created_at, m.attempts, m.attempted_at, m.failed_at, m.error from mails m "
      "join notices n on n.id = m.notice where {} and ($1 = '' or m.id < $1) order by m.id desc limit $2",
      given_up ? "m.failed_at is not null" : "m.failed_at is null and m.sent_at is null and m.attempts > 0");
  for (const auto& row : db.query(sql, after.value_or(""), limit))
    stuck.push_back({row.text(0), row.text(1), row.text(2), row.text(3), {row.integer(4)}, row.integer(5), db::time_in(row, 6),
                     db::time_in(row, 7), row.optional_text(8).value_or("")});
  return stuck;
}

bool replay(db::Connection& db, const std::string& id, Instant now) {
  return db.execute("update mails set failed_at = null, attempts = 0, replayed_at = $2 where id = $1 and failed_at is not null", id, now.micros) == 1;
}

bool has_subscription(db::Connection& db, const std::string& user_id) {
  return db.query_one("select 1 from push_subscriptions where user_id = $1 limit 1", user_id).has_value();
}

}  // namespace debrief::features::notify::store
