// SPDX-License-Identifier: Apache-2.0
// Slows down those who guess.
#pragma once

#include "base/clock.hpp"
#include "base/result.hpp"
#include "db/database.hpp"

#include <string>

namespace debrief::features::access {

/// Counts tries to sign in for a key (an address, an account) and tells when to wait; in the store, so that it holds
/// across its servers and their restarts. Keys are kept as hashes. Thread-safe; forgets after a quarter of an hour.
class SignInLimiter {
 public:
  /// `database` must outlive it.
  explicit SignInLimiter(db::Database& database) : database_(database) {}

  /// Errors: rate_limited, after ten failures within a quarter of an hour.
  Result<> check(const std::string& key, Instant now) const;
  /// As check, and counts a failure ahead of the try, so that tries at once are no way around the limit. Then say how
  /// it went: nothing for a failure, `succeeded`, or `give_back` where it was neither.
  Result<> take(const std::string& key, Instant now) const;
  void failed(const std::string& key, Instant now) const;
  void succeeded(const std::string& key) const;
  void give_back(const std::string& key) const;

 private:
  db::Database& database_;
};

/// True at most once a minute for a key, in the caller's transaction.
bool first_in_a_minute(db::Connection& db, const std::string& key, Instant now);

}  // namespace debrief::features::access
