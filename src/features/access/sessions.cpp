// SPDX-License-Identifier: Apache-2.0
#include "features/access/sessions.hpp"

#include "base/ids.hpp"
#include "base/text.hpp"
#include "domain/events.hpp"
#include "features/access/store.hpp"

namespace debrief::features::access {
namespace {

constexpr std::size_t kDeviceLimit = 200;

Micros hours(std::int64_t count) { return std::chrono::duration_cast<Micros>(std::chrono::hours(count)); }

void tell_ended(journal::Transaction& tx, const std::string& id, const std::string& user_id) {
  tx.append({domain::kServerChain, std::string(domain::events::kSessionRevoked), tx.now(), {{"id", id}, {"user", user_id}}});
}

}  // namespace

std::string open_session(journal::Transaction& tx, const User& user, const SessionStart& start) {
  const Settings settings = read_settings(tx.db);
  std::string secret = new_secret("dbs_");
  const Instant ends = tx.now() + hours(settings.session_hours);
  const Instant rests = tx.now() + hours(settings.idle_hours);
  tx.db.execute("delete from sessions where expires_at <= $1", tx.now().micros);
  tx.db.execute(
      "insert into sessions (token_hash, id, user_id, created_at, last_seen_at, expires_at, ends_at, how, provider, device, address) "
      "values ($1, $2, $3, $4, $4, $5, $6, $7, $8, $9, $10)",
      hash_secret(secret), new_id(tx.now()), user.id, tx.now().micros, std::min(ends, rests).micros, ends.micros, start.how,
      start.provider, shorten(to_utf8(start.device), kDeviceLimit), start.address);
  json::object data{{"id", user.id}, {"how", start.how}};
  if (!start.provider.empty()) data["provider"] = start.provider;
  tx.append({domain::kServerChain, std::string(domain::events::kSignedIn), tx.now(), std::move(data)});
  return secret;
}

std::vector<Session> list_sessions(db::Connection& db, const std::string& user_id, std::string_view secret, Instant now) {
  std::vector<Session> sessions;
  const std::string own = hash_secret(secret);
  for (const auto& row : db.query("select id, how, provider, device, address, created_at, last_seen_at, ends_at, token_hash from sessions "
                                  "where user_id = $1 and expires_at > $2 order by last_seen_at desc, id",
                                  user_id, now.micros))
    sessions.push_back({row.text(0), row.text(1), row.text(2), row.text(3), row.text(4), {row.integer(5)}, {row.integer(6)},
                        {row.integer(7)}, row.text(8) == own});
  return sessions;
}

Result<> end_session(journal::Transaction& tx, const std::string& user_id, const std::string& id) {
  if (tx.db.execute("delete from sessions where id = $1 and user_id = $2", id, user_id) == 0)
    return not_found("there is no such session");
  tell_ended(tx, id, user_id);
  return {};
}

std::int64_t end_sessions(journal::Transaction& tx, const std::string& user_id, std::string_view kept_secret) {
  const std::string kept = hash_secret(kept_secret);
  const auto rows = tx.db.query("select id from sessions where user_id = $1 and token_hash <> $2", user_id, kept);
  for (const auto& row : rows) tell_ended(tx, row.text(0), user_id);
  return tx.db.execute("delete from sessions where user_id = $1 and token_hash <> $2", user_id, kept);
}

}  // namespace debrief::features::access
