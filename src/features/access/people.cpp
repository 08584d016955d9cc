// SPDX-License-Identifier: Apache-2.0
#include "features/access/people.hpp"

#include "base/ids.hpp"
#include "base/text.hpp"
#include "domain/events.hpp"
#include "features/access/sessions.hpp"
#include "features/access/store.hpp"
#include "features/access/tokens.hpp"

#include <map>

namespace debrief::features::access {
namespace {

using domain::AccessRole;

// Somebody must be able to let others in.
Result<> keep_an_administrator(db::Connection& db, const User& user) {
  if (user.role != AccessRole::administrator || !user.active) return {};
  if (db.query_one("select 1 from users where role = 'administrator' and active = 1 and id <> $1 limit 1", user.id)) return {};
  return conflict("{} is the last administrator", user.name).with_help("Make somebody else an administrator first.");
}

Result<std::string> wanted_name(const std::string& given) {
  const std::string name(trim(given));
  if (name.empty()) return invalid("a person needs a name").at("/name");
  return name;
}

Result<std::string> wanted_email(db::Connection& db, const std::string& given, const std::string& id) {
  const std::string email = to_lower(trim(given));
  TRY(check_email(email));
  const auto taken = store::find_by_email(db, email);
  if (taken && taken->first.id != id) return conflict("{} has an account already", email).at("/email");
  return email;
}

void end_everything(journal::Transaction& tx, const User& user) {
  end_sessions(tx, user.id, "");
  revoke_all_tokens(tx, user.id);
  tx.db.execute("update invitations set state = 'withdrawn' where user_id = $1 and state = 'open'", user.id);
}

}  // namespace

Result<> check_email(const std::string& email) {
  if (email.find('@') == std::string::npos || email.size() < 3 || email.find_first_of(" \t\r\n<>,") != std::string::npos)
    return invalid("'{}' is not an e-mail address", email).at("/email");
  return {};
}

Result<> check_password(const std::string& password) {
  if (password.size() < 10)
    return invalid("the password has fewer than 10 characters").at("/password").with_help("Choose a longer one; a few words in a row are good.");
  return {};
}

Result<> check_new_user(const NewUser& user) {
  TRY(check_email(std::string(trim(user.email))));
  return check_password(user.password);
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

Result<User> get_user(db::Connection& db, const std::string& id) {
  auto user = store::find_user(db, id);
  if (!user) return not_found("there is no such person");
  return *std::move(user);
}

Result<User> change_user(journal::Transaction& tx, const std::string& id, const UserChange& change) {
  const User before = TRY(get_user(tx.db, id));
  User after = before;
  if (change.name) after.name = TRY(wanted_name(*change.name));
  if (change.email) after.email = TRY(wanted_email(tx.db, *change.email, id));
  after.role = change.role.value_or(before.role);
  after.active = change.active.value_or(before.active);
  if (after.role != AccessRole::administrator || !after.active) TRY(keep_an_administrator(tx.db, before));
  json::object data{{"id", id}, {"name", after.name}};
  if (after.name != before.name) data["was"] = before.name;
  if (after.role != before.role) data["role"] = to_text(after.role);
  if (after.active != before.active) data["active"] = after.active;
  if (after.email != before.email) data["email"] = true;  // that it changed: the journal cannot forget an address
  if (data.size() == 2) return after;
  tx.db.execute("update users set name = $2, email = $3, role = $4, active = $5 where id = $1", id, after.name, after.email,
                to_text(after.role), after.active);
  tx.append({domain::kServerChain, std::string(domain::events::kUserChanged), tx.now(), std::move(data)});
  if (before.active && !after.active) end_everything(tx, after);
  return after;
}

Result<> set_password(journal::Transaction& tx, const User& user, const std::string& password_hash, std::string_view kept_secret) {
  tx.db.execute("update users set password_hash = $2 where id = $1", user.id, password_hash);
  tx.append({domain::kServerChain, std::string(domain::events::kPasswordSet), tx.now(), {{"id", user.id}, {"name", user.name}}});
  end_sessions(tx, user.id, kept_secret);
  return {};
}

std::vector<Standing> list_standings(db::Connection& db) {
  std::map<std::string, std::vector<std::string>> issuers;
  for (const auto& row : db.query("select user_id, issuer from identities order by issuer")) issuers[row.text(0)].push_back(row.text(1));
  std::vector<Standing> standings;
  for (const auto& row :
       db.query(fmt::format("select {}, u.password_hash, f.confirmed_at, (select max(s.last_seen_at) from sessions s where s.user_id = u.id), "
                            "(select max(t.last_used_at) from tokens t where t.user_id = u.id) "
                            "from users u left join second_factors f on f.user_id = u.id order by lower(u.name), u.id",
                            store::kUserColumns))) {
    Standing standing{store::user_from(row), std::nullopt, !row.text(6).empty(), !row.is_null(7), {}};
    const std::int64_t seen = std::max(row.optional_integer(8).value_or(0), row.optional_integer(9).value_or(0));
    if (seen > 0) standing.last_seen_at = Instant{seen};
    if (const auto found = issuers.find(standing.user.id); found != issuers.end()) standing.issuers = found->second;
    standings.push_back(std::move(standing));
  }
  return standings;
}

}  // namespace debrief::features::access
