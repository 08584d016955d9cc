// SPDX-License-Identifier: Apache-2.0
// The second factor of an account: codes of an authenticator app, and recovery codes for when it is lost. The app's
// secret is sealed at rest, recovery codes are hashes; a code works once.
#pragma once

#include "features/access/access.hpp"

namespace debrief::features::access {

struct SecondFactor {
  bool on = false;
  std::int64_t recovery_codes_left = 0;
};
[[nodiscard]] SecondFactor find_second_factor(db::Connection& db, const std::string& user_id);

struct Enrolment {
  std::string key;      ///< base 32, to be typed
  std::string address;  ///< otpauth://…, to be scanned
};
/// Makes a secret that counts once confirm_second_factor has seen a code of it. Errors: conflict when there is one.
Result<Enrolment> begin_second_factor(journal::Transaction& tx, const Ports& ports, const User& user);
/// Returns fresh recovery codes, for the only time. Errors: conflict, invalid (the code).
Result<std::vector<std::string>> confirm_second_factor(journal::Transaction& tx, const Ports& ports, const User& user, std::string_view code);
/// Uses up a code of the app or a recovery code. True for accounts without a second factor.
bool use_second_factor(journal::Transaction& tx, const Ports& ports, const std::string& user_id, std::string_view code);
/// Errors: conflict when there is none.
Result<std::vector<std::string>> renew_recovery_codes(journal::Transaction& tx, const User& user);
/// Errors: conflict when there is none.
Result<> remove_second_factor(journal::Transaction& tx, const User& user);

}  // namespace debrief::features::access
