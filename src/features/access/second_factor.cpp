// SPDX-License-Identifier: Apache-2.0
#include "features/access/second_factor.hpp"

#include "base/base64.hpp"
#include "base/ids.hpp"
#include "base/text.hpp"
#include "domain/events.hpp"
#include "features/access/totp.hpp"

#include <sodium.h>

#include <algorithm>

namespace debrief::features::access {
namespace {

constexpr std::size_t kSecretBytes = 20;
constexpr int kRecoveryCodes = 10;

std::string context_of(const std::string& user_id) { return "second factor of " + user_id; }

struct Row {
  std::string secret;  // raw
  bool confirmed = false;
  std::int64_t last_step = 0;
};

std::optional<Row> find(db::Connection& db, const Ports& ports, const std::string& user_id) {
  const auto row = db.query_one("select secret, confirmed_at, last_step from second_factors where user_id = $1", user_id);
  if (!row) return std::nullopt;
  const auto sealed = from_base64(row->text(0));
  const auto secret = sealed ? ports.open(*sealed, context_of(user_id)) : std::nullopt;
  // With another key than it was sealed with there is no code that matches; recovery codes still do.
  return Row{secret.value_or(""), !row->is_null(1), row->integer(2)};
}

bool use_step(journal::Transaction& tx, const Row& row, const std::string& user_id, std::string_view code) {
  if (row.secret.empty()) return false;
  const auto step = totp_match(row.secret, code, tx.now(), row.last_step);
  if (!step) return false;
  tx.db.execute("update second_factors set last_step = $2 where user_id = $1", user_id, *step);
  return true;
}

// As people write them: case, blanks and dashes do not matter.
std::string normal(std::string_view code) {
  std::string text = to_lower(code);
  std::erase_if(text, [](char c) { return c == '-' || c == ' '; });
  return text;
}

std::vector<std::string> make_recovery_codes(journal::Transaction& tx, const std::string& user_id) {
  // 80 random bits each, in letters that are not mistaken for one another.
  constexpr std::string_view letters = "abcdefghjkmnpqrstuvwxyz23456789x";
  std::vector<std::string> codes;
  tx.db.execute("delete from recovery_codes where user_id = $1", user_id);
  for (int i = 0; i < kRecoveryCodes; ++i) {
    std::string code;
    for (std::size_t at = 0; at < 16; ++at) {
      if (at > 0 && at % 4 == 0) code += '-';
      code += letters[randombytes_uniform(letters.size())];
    }
    tx.db.execute("insert into recovery_codes (user_id, code_hash) values ($1, $2)", user_id, hash_secret(normal(code)));
    codes.push_back(std::move(code));
  }
  return codes;
}

void tell(journal::Transaction& tx, const User& user, bool on) {
  tx.append({domain::kServerChain, std::string(domain::events::kSecondFactorSet), tx.now(), {{"id", user.id}, {"name", user.name}, {"on", on}}});
}

}  // namespace

SecondFactor find_second_factor(db::Connection& db, const std::string& user_id) {
  const bool on = db.query_one("select 1 from second_factors where user_id = $1 and confirmed_at is not null", user_id).has_value();
  const auto left = db.query_one("select count(*) from recovery_codes where user_id = $1", user_id);
  return {on, on ? left->integer(0) : 0};
}

Result<Enrolment> begin_second_factor(journal::Transaction& tx, const Ports& ports, const User& user) {
  if (!ports.seal) return conflict("this server has no key to keep the secret with");
  if (find_second_factor(tx.db, user.id).on) return conflict("the second factor is on already").with_help("Turn it off first to change the device.");
  std::string secret(kSecretBytes, '\0');
  randombytes_buf(secret.data(), secret.size());
  tx.db.execute("delete from second_factors where user_id = $1", user.id);
  tx.db.execute("insert into second_factors (user_id, secret, made_at, confirmed_at, last_step) values ($1, $2, $3, null, 0)", user.id,
                to_base64(ports.seal(secret, context_of(user.id))), tx.now().micros);
  return Enrolment{to_base32(secret), totp_address(secret, user.email)};
}

Result<std::vector<std::string>> confirm_second_factor(journal::Transaction& tx, const Ports& ports, const User& user, std::string_view code) {
  const auto row = find(tx.db, ports, user.id);
  if (!row || row->confirmed) return conflict("there is no second factor to confirm").with_help("Begin again.");
  if (!use_step(tx, *row, user.id, code))
    return invalid("this is not the code that the app shows now").at("/code").with_help("Check the clock of the device, and use the newest code.");
  tx.db.execute("update second_factors set confirmed_at = $2 where user_id = $1", user.id, tx.now().micros);
  tell(tx, user, true);
  return make_recovery_codes(tx, user.id);
}

bool use_second_factor(journal::Transaction& tx, const Ports& ports, const std::string& user_id, std::string_view code) {
  const auto row = find(tx.db, ports, user_id);
  if (!row || !row->confirmed) return true;
  if (use_step(tx, *row, user_id, code)) return true;
  return tx.db.execute("delete from recovery_codes where user_id = $1 and code_hash = $2", user_id, hash_secret(normal(code))) > 0;
}

Result<std::vector<std::string>> renew_recovery_codes(journal::Transaction& tx, const User& user) {
  if (!find_second_factor(tx.db, user.id).on) return conflict("there is no second factor");
  tell(tx, user, true);
  return make_recovery_codes(tx, user.id);
}

Result<> remove_second_factor(journal::Transaction& tx, const User& user) {
  if (tx.db.execute("delete from second_factors where user_id = $1", user.id) == 0) return conflict("there is no second factor");
  tx.db.execute("delete from recovery_codes where user_id = $1", user.id);
  tell(tx, user, false);
  return {};
}

}  // namespace debrief::features::access
