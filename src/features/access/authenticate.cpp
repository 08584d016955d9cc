// SPDX-License-Identifier: Apache-2.0
#include "features/access/access.hpp"
#include "features/access/store.hpp"
#include "features/access/tokens.hpp"

namespace debrief::features::access {
namespace {

constexpr std::chrono::minutes kNoted{1};

// Reading must go on while the disk is full or the database takes no writes.
void note(db::Database& database, const std::function<void(db::Connection&)>& write) {
  try {
    database.write([&](db::Connection& db) { write(db); });
  } catch (const db::DatabaseError&) {  // NOLINT(bugprone-empty-catch): the next use notes it
  }
}

std::optional<domain::Principal> by_token(journal::Journal& journal, std::string_view secret) {
  if (!may_be_token(secret)) return std::nullopt;
  const Instant now = journal.clock().now();
  const auto used = journal.database().read([&](db::Connection& db) { return store::find_by_token(db, secret, now); });
  if (!used) return std::nullopt;
  if (now - used->last_used_at > kNoted)
    note(journal.database(), [&](db::Connection& db) {
      db.execute("update tokens set last_used_at = $2 where id = $1", used->token_id, now.micros);
    });
  return domain::limited({used->user.id, used->user.name, used->user.role, "api"}, used->scope);
}

void note_session(journal::Journal& journal, const store::SessionUse& session, Instant now) {
  const Micros idle = std::chrono::duration_cast<Micros>(std::chrono::hours(session.settings.idle_hours));
  const Instant expires = std::min(session.ends_at, now + idle);
  note(journal.database(), [&](db::Connection& db) {
    db.execute("update sessions set last_seen_at = $2, expires_at = $3 where id = $1", session.id, now.micros, expires.micros);
  });
}

}  // namespace

std::optional<domain::Principal> authenticate(journal::Journal& journal, const http::Request& request, bool secure_cookies) {
  constexpr std::string_view bearer = "Bearer ";
  if (const std::string_view header = request.header("authorization"); header.starts_with(bearer))
    return by_token(journal, header.substr(bearer.size()));
  const auto cookie = request.cookie(session_cookie(secure_cookies));
  if (!cookie) return std::nullopt;
  const Instant now = journal.clock().now();
  const auto session = journal.database().read([&](db::Connection& db) { return store::find_session(db, *cookie, now); });
  if (!session) return std::nullopt;
  if (now - session->last_seen_at > kNoted) note_session(journal, *session, now);
  const domain::Principal who{session->user.id, session->user.name, session->user.role, "web"};
  // A provider has its own second factor.
  if (session->has_second_factor || !session->provider.empty()) return who;
  const auto limit = limit_without_second_factor(session->settings, who.role);
  return limit ? domain::limited(who, *limit) : who;
}

}  // namespace debrief::features::access
