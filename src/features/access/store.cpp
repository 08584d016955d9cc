// SPDX-License-Identifier: Apache-2.0
#include "features/access/access.hpp"
#include "features/access/store.hpp"

#include "base/ids.hpp"
#include "base/text.hpp"
#include "domain/events.hpp"

namespace debrief::features::access {

namespace store {

User user_from(const db::Row& row) {
  return {row.text(0), row.text(1), row.text(2), domain::access_role_from(row.text(3)).value_or(domain::AccessRole::viewer),
          {row.integer(4)}};
}

std::optional<std::pair<User, std::string>> find_by_email(db::Connection& db, const std::string& email) {
  const auto row = db.query_one("select id, name, email, role, created_at, password_hash from users where email = $1",
                                to_lower(trim(email)));
  if (!row) return std::nullopt;
  return std::pair(user_from(*row), row->text(5));
}

std::optional<User> find_user(db::Connection& db, const std::string& id) {
  const auto row = db.query_one("select id, name, email, role, created_at from users where id = $1", id);
  if (!row) return std::nullopt;
  return user_from(*row);
}

std::vector<User> list_users(db::Connection& db) {
  std::vector<User> users;
  for (const auto& row : db.query("select id, name, email, role, created_at from users order by lower(name), id"))
    users.push_back(user_from(row));
  return users;
}

std::optional<User> find_by_session(db::Connection& db, std::string_view secret, Instant now) {
  const auto row = db.query_one(
      "select u.id, u.name, u.email, u.role, u.created_at from sessions s join users u on u.id = s.user_id "
      "where s.token_hash = $1 and s.expires_at > $2",
      hash_secret(secret), now.micros);
  if (!row) return std::nullopt;
  return user_from(*row);
}

std::optional<TokenUse> find_by_token(db::Connection& db, std::string_view secret) {
  const auto row = db.query_one(
      "select u.id, u.name, u.email, u.role, u.created_at, t.id, t.last_used_at from tokens t join users u on u.id = t.user_id "
      "where t.token_hash = $1 and t.revoked_at is null",
      hash_secret(secret));
  if (!row) return std::nullopt;
  return TokenUse{user_from(*row), row->text(5), Instant{row->optional_integer(6).value_or(0)}};
}

}  // namespace store

std::optional<domain::Member> find_member(db::Connection& db, const std::string& id) {
  const auto user = store::find_user(db, id);
  if (!user) return std::nullopt;
  return domain::Member{user->id, user->name, user->email, user->role};
}

std::vector<domain::Member> list_members(db::Connection& db) {
  std::vector<domain::Member> members;
  for (auto& user : store::list_users(db)) members.push_back({user.id, user.name, user.email, user.role});
  return members;
}

bool setup_needed(db::Connection& db) { return !db.query_one("select 1 from users limit 1"); }

Result<> check_new_user(const NewUser& user) {
  if (user.email.find('@') == std::string::npos || user.email.size() < 3)
    return invalid("'{}' is not an e-mail address", user.email).at("/email");
  if (user.password.size() < 10)
    return invalid("the password has fewer than 10 characters").at("/password").with_help("Choose a longer one; a few words in a row are good.");
  return {};
}

Result<User> create_user(journal::Transaction& tx, const NewUser& wanted, const std::string& password_hash) {
  const User user{new_id(tx.now()), std::string(trim(wanted.name)), to_lower(trim(wanted.email)), wanted.role, tx.now()};
  if (store::find_by_email(tx.db, user.email)) return conflict("{} has an account already", user.email).at("/email");
  tx.db.execute("insert into users (id, name, email, password_hash, role, created_at) values ($1, $2, $3, $4, $5, $6)",
                user.id, user.name, user.email, password_hash, to_text(user.role), user.created_at.micros);
  tx.append({domain::kServerChain, std::string(domain::events::kUserCreated), tx.now(),
             {{"id", user.id}, {"name", user.name}, {"role", to_text(user.role)}}});
  return user;
}

std::string open_session(journal::Transaction& tx, const User& user) {
  std::string secret = new_secret("dbs_");
  const Instant expires = tx.now() + std::chrono::duration_cast<Micros>(kSessionLength);
  tx.db.execute("delete from sessions where expires_at <= $1", tx.now().micros);
  tx.db.execute("insert into sessions (token_hash, user_id, created_at, last_seen_at, expires_at) values ($1, $2, $3, $3, $4)",
                hash_secret(secret), user.id, tx.now().micros, expires.micros);
  tx.append({domain::kServerChain, std::string(domain::events::kSignedIn), tx.now(), {{"id", user.id}}});
  return secret;
}

std::optional<std::string> find_user_id(db::Connection& db, std::string_view person) {
  const auto row = db.query_one("select id from users where lower(name) = $1 or email = $1 order by created_at limit 1",
                                to_lower(trim(person)));
  return row ? std::optional(row->text(0)) : std::nullopt;
}

std::optional<domain::Principal> authenticate(journal::Journal& journal, const http::Request& request) {
  const Instant now = journal.clock().now();
  constexpr std::string_view bearer = "Bearer ";
  if (const std::string_view header = request.header("authorization"); header.starts_with(bearer)) {
    const std::string_view secret = header.substr(bearer.size());
    const auto used = journal.database().read([&](db::Connection& db) { return store::find_by_token(db, secret); });
    if (!used) return std::nullopt;
    if (now - used->last_used_at > std::chrono::minutes(1))
      journal.database().write([&](db::Connection& db) {
        db.execute("update tokens set last_used_at = $2 where id = $1", used->token_id, now.micros);
      });
    return domain::Principal{used->user.id, used->user.name, used->user.role, "api"};
  }
  const auto cookie = request.cookie(kSessionCookie);
  if (!cookie) return std::nullopt;
  const auto user = journal.database().read([&](db::Connection& db) { return store::find_by_session(db, *cookie, now); });
  if (!user) return std::nullopt;
  return domain::Principal{user->id, user->name, user->role, "web"};
}

}  // namespace debrief::features::access
