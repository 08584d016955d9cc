// SPDX-License-Identifier: Apache-2.0
#include "base/hash.hpp"
#include "base/ids.hpp"
#include "base/time.hpp"
#include "features/postmortems/sharing/sharing.hpp"
#include "journal/visibility.hpp"

#include <chrono>

namespace debrief::features::postmortems::sharing {
namespace {

constexpr std::size_t kMostNamed = 20;
const journal::Origin kOrigin{"Debrief", "", "digest", std::nullopt};

struct Published {
  std::int64_t incident = 0;
  std::string title;
  Instant published_at;
  Instant occurred_at;
};

// Everything published, the newest first.
std::vector<Published> list_published(db::Connection& db) {
  std::vector<Published> all;
  db.scan([&](const db::Row& row) { all.push_back({row.integer(0), row.text(1), {row.integer(2)}, {row.integer(3)}}); },
          "select p.incident, p.title, p.published_at, coalesce(m.at, i.declared_at) from postmortems p join incidents i on i.number = p.incident "
          "left join milestones m on m.incident = p.incident and m.name = 'started' "
          "where p.state = 'published' and p.published_at is not null order by p.published_at desc, p.incident desc");
  return all;
}

std::string line_of(const Published& one, bool with_year) {
  return fmt::format("- {}: {}{}\n", domain::incident_key(one.incident), one.title, with_year ? " (" + to_rfc3339(one.occurred_at).substr(0, 4) + ")" : "");
}

// Of those that the person may read.
std::string lines_for(db::Connection& db, const domain::Principal& who, const std::vector<Published>& chosen, bool with_year) {
  std::string lines;
  std::size_t shown = 0;
  for (const Published& one : chosen) {
    if (!journal::require_incident(db, who, domain::Action::read, one.incident)) continue;
    if (++shown <= kMostNamed) lines += line_of(one, with_year);
  }
  if (shown > kMostNamed) lines += fmt::format("- and {} more in the library\n", shown - kMostNamed);
  return lines;
}

struct Today {
  std::chrono::year_month_day date;
  std::chrono::weekday weekday;
  std::int64_t hour = 0;
};

Today today_of(Instant now) {
  const std::chrono::sys_time<Micros> when{Micros(now.micros)};
  const auto day = std::chrono::floor<std::chrono::days>(when);
  return {std::chrono::year_month_day(day), std::chrono::weekday(day), std::chrono::duration_cast<std::chrono::hours>(when - day).count()};
}

bool same_day_before(Instant at, const std::chrono::year_month_day& date) {
  const auto other = today_of(at).date;
  return other.month() == date.month() && other.day() == date.day() && other.year() < date.year();
}

void tell(journal::Journal& journal, const Ports& ports, const domain::Member& member, std::string title, std::string text, std::string key) {
  domain::Notice notice;
  notice.kind = "digest";
  notice.to = {member.id};
  notice.title = std::move(title);
  notice.text = std::move(text);
  notice.path = "/postmortems";
  notice.key = std::move(key);
  const auto told = journal.write(kOrigin, [&](journal::Transaction& tx) -> Result<> {
    ports.notify(tx, notice);
    return {};
  });
  static_cast<void>(told);
}

}  // namespace

Subscription find_subscription(db::Connection& db, const std::string& user_id) {
  const auto row = db.query_one("select digest, feed_hash from subscriptions where user_id = $1", user_id);
  return row ? Subscription{row->boolean(0), !row->is_null(1)} : Subscription{};
}

void set_digest(db::Connection& db, const std::string& user_id, bool digest) {
  db.execute("insert into subscriptions (user_id, digest) values ($1, $2) on conflict (user_id) do update set digest = excluded.digest", user_id, digest);
}

std::string open_feed(db::Connection& db, const std::string& user_id) {
  std::string token = new_secret("");
  db.execute("insert into subscriptions (user_id, digest, feed_hash) values ($1, 0, $2) "
             "on conflict (user_id) do update set feed_hash = excluded.feed_hash",
             user_id, to_hex(sha256(token)));
  return token;
}

void close_feed(db::Connection& db, const std::string& user_id) {
  db.execute("update subscriptions set feed_hash = null where user_id = $1", user_id);
}

std::optional<std::string> find_feed_reader(db::Connection& db, std::string_view token) {
  const auto row = db.query_one("select user_id from subscriptions where feed_hash = $1", to_hex(sha256(token)));
  return row ? std::optional(row->text(0)) : std::nullopt;
}

std::optional<Instant> send_digests(journal::Journal& journal, const Ports& ports) {
  constexpr std::int64_t kMorning = 7;
  const Instant now = journal.clock().now();
  const Instant again = now + std::chrono::hours(1);
  const Today today = today_of(now);
  if (today.hour < kMorning) return again;
  db::Database& database = journal.database();
  const auto all = database.read([](db::Connection& db) { return list_published(db); });
  std::vector<Published> week;
  std::vector<Published> before;
  for (const Published& one : all) {
    if (now - one.published_at < std::chrono::hours(24 * 7)) week.push_back(one);
    if (same_day_before(one.occurred_at, today.date)) before.push_back(one);
  }
  const std::string date = to_rfc3339(now).substr(0, 10);
  for (const domain::Member& member : ports.list_members()) {
    if (!database.read([&](db::Connection& db) { return find_subscription(db, member.id); }).digest) continue;
    const domain::Principal who{member.id, member.name, member.role, "digest"};
    const auto lines = [&](const std::vector<Published>& chosen, bool with_year) {
      return database.read([&](db::Connection& db) { return lines_for(db, who, chosen, with_year); });
    };
    const std::string news = today.weekday == std::chrono::Monday ? lines(week, false) : "";
    if (!news.empty()) tell(journal, ports, member, "Postmortems of the week", "Published since last Monday:\n" + news, "digest/" + date);
    const std::string memories = lines(before, true);
    if (!memories.empty()) tell(journal, ports, member, "On this day", "What happened on this day in earlier years, and what was learned:\n" + memories, "day/" + date);
  }
  return again;
}

}  // namespace debrief::features::postmortems::sharing
