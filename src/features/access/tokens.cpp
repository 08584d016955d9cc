// SPDX-License-Identifier: Apache-2.0
#include "features/access/tokens.hpp"

#include "base/ids.hpp"
#include "domain/events.hpp"

#include <boost/crc.hpp>

namespace debrief::features::access {
namespace {

constexpr std::string_view kPrefix = "dbt_";
constexpr std::size_t kRandom = 43;
constexpr std::size_t kCheck = 6;

// CRC-32 in six digits of base 62, as scanners for secrets know it from other makers.
std::string checksum(std::string_view text) {
  constexpr std::string_view digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  boost::crc_32_type crc;
  crc.process_bytes(text.data(), text.size());
  std::uint32_t rest = crc.checksum();
  std::string written(kCheck, '0');
  for (auto digit = written.rbegin(); digit != written.rend(); ++digit, rest /= 62) *digit = digits[rest % 62];
  return written;
}

void tell_revoked(journal::Transaction& tx, const std::string& id, const std::string& name) {
  tx.append({domain::kServerChain, std::string(domain::events::kTokenRevoked), tx.now(), {{"id", id}, {"name", name}}});
}

}  // namespace

std::string new_token() {
  std::string token = new_secret(kPrefix);
  token += checksum(token);
  return token;
}

bool may_be_token(std::string_view text) {
  if (!text.starts_with(kPrefix)) return false;
  const std::size_t body = kPrefix.size() + kRandom;
  if (text.size() == body) return true;
  return text.size() == body + kCheck && text.substr(body) == checksum(text.substr(0, body));
}

std::vector<Token> list_tokens(db::Connection& db, const std::string& user_id) {
  std::vector<Token> tokens;
  for (const auto& row : db.query("select id, name, scope, created_at, expires_at, last_used_at from tokens where user_id = $1 and "
                                  "revoked_at is null order by created_at",
                                  user_id)) {
    Token token{row.text(0), row.text(1), domain::action_from(row.text(2)).value_or(domain::Action::read), {row.integer(3)}, {}, {}};
    if (const auto at = row.optional_integer(4)) token.expires_at = Instant{*at};
    if (const auto at = row.optional_integer(5)) token.last_used_at = Instant{*at};
    tokens.push_back(std::move(token));
  }
  return tokens;
}

std::string add_token(journal::Transaction& tx, const std::string& user_id, Token& token) {
  std::string secret = new_token();
  token.id = new_id(tx.now());
  token.created_at = tx.now();
  std::optional<std::int64_t> expires;
  if (token.expires_at) expires = token.expires_at->micros;
  tx.db.execute("insert into tokens (id, name, user_id, token_hash, created_at, scope, expires_at) values ($1, $2, $3, $4, $5, $6, $7)",
                token.id, token.name, user_id, hash_secret(secret), tx.now().micros, to_text(token.scope), expires);
  tx.append({domain::kServerChain, std::string(domain::events::kTokenCreated), tx.now(),
             {{"id", token.id}, {"name", token.name}, {"scope", to_text(token.scope)}}});
  return secret;
}

Result<> revoke_token(journal::Transaction& tx, const std::string& user_id, const std::string& id) {
  const auto row = tx.db.query_one("select name from tokens where id = $1 and user_id = $2 and revoked_at is null", id, user_id);
  if (!row) return not_found("there is no such token");
  tx.db.execute("update tokens set revoked_at = $2 where id = $1", id, tx.now().micros);
  tell_revoked(tx, id, row->text(0));
  return {};
}

void revoke_all_tokens(journal::Transaction& tx, const std::string& user_id) {
  const auto rows = tx.db.query("select id, name from tokens where user_id = $1 and revoked_at is null", user_id);
  for (const auto& row : rows) tell_revoked(tx, row.text(0), row.text(1));
  tx.db.execute("update tokens set revoked_at = $2 where user_id = $1 and revoked_at is null", user_id, tx.now().micros);
}

}  // namespace debrief::features::access
