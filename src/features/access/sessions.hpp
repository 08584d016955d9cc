// SPDX-License-Identifier: Apache-2.0
// Sessions of browsers: listed, ended, and resting too long.
#pragma once

#include "features/access/access.hpp"

namespace debrief::features::access {

struct Session {
  std::string id;
  std::string how;
  std::string provider;
  std::string device;
  std::string address;
  Instant created_at;
  Instant last_seen_at;
  Instant ends_at;
  bool current = false;
};
/// Those that have not ended, used last first. `secret` tells which is the asker's own.
[[nodiscard]] std::vector<Session> list_sessions(db::Connection& db, const std::string& user_id, std::string_view secret, Instant now);

/// Errors: not_found when the account has no such session.
Result<> end_session(journal::Transaction& tx, const std::string& user_id, const std::string& id);
/// All of the account but the one with this secret; a fact for each. Returns how many.
std::int64_t end_sessions(journal::Transaction& tx, const std::string& user_id, std::string_view kept_secret);

}  // namespace debrief::features::access
