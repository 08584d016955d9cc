// SPDX-License-Identifier: Apache-2.0
// Who may read what of accounts.
#pragma once

#include "features/accounts/accounts.hpp"
#include "features/accounts/store.hpp"

#include <map>
#include <string>

namespace debrief::features::accounts {

/// The person whose account it is; for somebody without an account to sign in with, who writes it down.
[[nodiscard]] bool is_author(const store::Kept& kept, const domain::Principal& who);

/// Something is written that is not given.
[[nodiscard]] bool is_unfinished(const store::Kept& kept);

/// The account with what was given, and no answers otherwise.
[[nodiscard]] domain::Account shown_to_others(db::Connection& db, const store::Kept& kept);

/// Who may read an incident, of everybody with an account. Keeps references to both.
class ReadersOf {
 public:
  ReadersOf(const Ports& ports, const domain::Incident& incident);
  [[nodiscard]] bool include(const std::string& user_id) const;
  [[nodiscard]] const domain::Member* find_member(const std::string& user_id) const;

 private:
  const Ports& ports_;
  const domain::Incident& incident_;
  std::map<std::string, domain::Member> members_;
};

}  // namespace debrief::features::accounts
