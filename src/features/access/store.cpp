// SPDX-License-Identifier: Apache-2.0
#include "features/access/store.hpp"

#include "base/text.hpp"

namespace debrief::features::access {

namespace store {

User user_from(const db::Row& row) {
  return {row.text(0), row.text(1), row.text(2), domain::access_role_from(row.text(3)).value_or(domain::AccessRole::viewer),
          {row.integer(4)}, row.boolean(5)};
}

std::optional<std::pair<User, std::string>> find_by_email(db::Connection& db, const std::string& email) {
  const auto row = db.query_one(fmt::format("select {}, u.password_hash from users u where u.email = $1", kUserColumns), to_lower(trim(email)));
  if (!row) return std::nullopt;
  return std::pair(user_from(*row), row->text(6));
}

std::optional<User> find_user(db::Connection& db, const std::string& id) {
  const auto row = db.query_one(fmt::format("select {} from users u where u.id = $1", kUserColumns), id);
  if (!row) return std::nullopt;
  return user_from(*row);
}

std::string password_hash_of(db::Connection& db, const std::string& id) {
  const auto row = db.query_one("select password_hash from users where id = $1", id);
  return row ? row->text(0) : std::string{};
}

std::vector<User> list_users(db::Connection& db) {
  std::vector<User> users;
  for (const auto& row : db.query(fmt::format("select {} from users u order by lower(u.name), u.id", kUserColumns)))
    users.push_back(user_from(row));
  return users;
}

std::optional<SessionUse> find_session(db::Connection& db, std::string_view secret, Instant now) {
  const auto row = db.query_one(
      fmt::format("select {}, s.id, s.provider, s.last_seen_at, s.ends_at, f.confirmed_at, "
                  "(select data from settings where name = 'access') from sessions s join users u on u.id = s.user_id "
                  "left join second_factors f on f.user_id = u.id where s.token_hash = $1 and s.expires_at > $2 and u.active = 1",
                  kUserColumns),
      hash_secret(secret), now.micros);
  if (!row) return std::nullopt;
  return SessionUse{user_from(*row), row->text(6), row->text(7), {row->integer(8)}, {row->integer(9)}, !row->is_null(10),
                    settings_of_row(row->optional_text(11))};
}

std::optional<TokenUse> find_by_token(db::Connection& db, std::string_view secret, Instant now) {
  const auto row = db.query_one(
      fmt::format("select {}, t.id, t.scope, t.last_used_at from tokens t join users u on u.id = t.user_id where t.token_hash = $1 "
                  "and t.revoked_at is null and (t.expires_at is null or t.expires_at > $2) and u.active = 1",
                  kUserColumns),
      hash_secret(secret), now.micros);
  if (!row) return std::nullopt;
  return TokenUse{user_from(*row), row->text(6), domain::action_from(row->text(7)).value_or(domain::Action::read),
                  Instant{row->optional_integer(8).value_or(0)}};
}

}  // namespace store

std::optional<domain::Member> find_member(db::Connection& db, const std::string& id) {
  const auto user = store::find_user(db, id);
  if (!user || !user->active) return std::nullopt;
  return domain::Member{user->id, user->name, user->email, user->role};
}

std::vector<domain::Member> list_members(db::Connection& db) {
  std::vector<domain::Member> members;
  for (auto& user : store::list_users(db))
    if (user.active) members.push_back({user.id, user.name, user.email, user.role});
  return members;
}

std::optional<std::string> find_user_id(db::Connection& db, std::string_view person) {
  const auto row = db.query_one("select id from users where (lower(name) = $1 or email = $1) and active = 1 order by created_at limit 1",
                                to_lower(trim(person)));
  return row ? std::optional(row->text(0)) : std::nullopt;
}

bool setup_needed(db::Connection& db) { return !db.query_one("select 1 from users limit 1"); }

}  // namespace debrief::features::access
