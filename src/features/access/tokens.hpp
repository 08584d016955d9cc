// SPDX-License-Identifier: Apache-2.0
// API tokens: `dbt_`, 43 random characters, and six of a checksum, so that programs that look for leaked secrets can tell
// a real one without asking.
#pragma once

#include "features/access/access.hpp"

namespace debrief::features::access {

struct Token {
  std::string id;
  std::string name;
  domain::Action scope = domain::Action::administer;
  Instant created_at;
  std::optional<Instant> expires_at;
  std::optional<Instant> last_used_at;
};

[[nodiscard]] std::string new_token();
/// False for text that new_token cannot have made. Tokens of 47 characters, from before there was a checksum, pass.
[[nodiscard]] bool may_be_token(std::string_view text);

/// Of one account, those that were not revoked.
[[nodiscard]] std::vector<Token> list_tokens(db::Connection& db, const std::string& user_id);
/// Returns the token's secret.
std::string add_token(journal::Transaction& tx, const std::string& user_id, Token& token);
/// Errors: not_found.
Result<> revoke_token(journal::Transaction& tx, const std::string& user_id, const std::string& id);
void revoke_all_tokens(journal::Transaction& tx, const std::string& user_id);

}  // namespace debrief::features::access
