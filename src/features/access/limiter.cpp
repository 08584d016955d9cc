// SPDX-License-Identifier: Apache-2.0
#include "features/access/limiter.hpp"

#include "features/access/access.hpp"

namespace debrief::features::access {
namespace {

constexpr std::int64_t kMostTries = 10;
constexpr Micros kTriesWindow = std::chrono::minutes(15);
constexpr std::int64_t kMostKeys = 100'000;

std::string hidden(const std::string& key) {
  return hash_secret("try " + key);
}

std::int64_t count_of(db::Connection& db, const std::string& key, Instant now) {
  const auto row = db.query_one("select count, since from tries where key = $1", hidden(key));
  return row && row->integer(1) >= (now - kTriesWindow).micros ? row->integer(0) : 0;
}

Result<> too_many() {
  return make_error(ErrorCode::rate_limited, "too many failed tries to sign in")
      .with_help("Wait a quarter of an hour, then try again.");
}

void add_one(db::Connection& db, const std::string& key, Instant now) {
  db.execute("delete from tries where since < $1", (now - kTriesWindow).micros);
  // A flood of invented keys must not grow the table without end; those that are known go on counting.
  if (db.query_one("select count(*) from tries")->integer(0) >= kMostKeys && count_of(db, key, now) == 0) return;
  db.execute(
      "insert into tries (key, count, since) values ($1, 1, $2) on conflict (key) do update set count = tries.count + "
      "1",
      hidden(key), now.micros);
}

}  // namespace

Result<> SignInLimiter::check(const std::string& key, Instant now) const {
  const auto tried = database_.read([&](db::Connection& db) { return count_of(db, key, now); });
  return tried < kMostTries ? Result<>{} : too_many();
}

Result<> SignInLimiter::take(const std::string& key, Instant now) const {
  TRY(check(key, now));
  const bool left = database_.write([&](db::Connection& db) {
    add_one(db, key, now);
    return count_of(db, key, now) <= kMostTries;
  });
  return left ? Result<>{} : too_many();
}

void SignInLimiter::failed(const std::string& key, Instant now) const {
  database_.write([&](db::Connection& db) { add_one(db, key, now); });
}

void SignInLimiter::succeeded(const std::string& key) const {
  database_.write([&](db::Connection& db) { db.execute("delete from tries where key = $1", hidden(key)); });
}

void SignInLimiter::give_back(const std::string& key) const {
  database_.write([&](db::Connection& db) {
    db.execute("update tries set count = count - 1 where key = $1 and count > 0", hidden(key));
  });
}

bool first_in_a_minute(db::Connection& db, const std::string& key, Instant now) {
  const std::string told = hidden("told " + key);
  const auto row = db.query_one("select since from tries where key = $1", told);
  if (row && row->integer(0) > (now - Micros(std::chrono::minutes(1))).micros) return false;
  db.execute(
      "insert into tries (key, count, since) values ($1, 0, $2) on conflict (key) do update set since = excluded.since",
      told, now.micros);
  return true;
}

}  // namespace debrief::features::access
