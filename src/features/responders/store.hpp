// SPDX-License-Identifier: Apache-2.0
// The slice's SQL.
#pragma once

#include "db/database.hpp"
#include "domain/access.hpp"
#include "domain/notice.hpp"
#include "features/responders/engagement.hpp"
#include "features/responders/hours.hpp"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace debrief::features::responders::store {

/// Accounts by id, and ids by name in small letters; names that two accounts share are left out.
struct Accounts {
  explicit Accounts(const std::vector<domain::Member>& members);
  std::map<std::string, std::string> names;
  std::map<std::string, std::string> ids;
};

/// An incident with what everybody left in it, by key of the person: the account's id, else the name in small letters.
struct Recorded {
  std::int64_t number = 0;
  bool readable = true;  ///< to whoever asks; false: the person's own part only
  ResponsePhase response;
  std::map<std::string, Traces> people;
};

/// One incident, whoever asks: apply the policy before.
[[nodiscard]] Recorded read_one(db::Connection& db, std::int64_t number, const Accounts& accounts, Instant now);

/// Those declared within the window, drills left out: what `who` may read, and their own part in what they may not read
/// any more. In no order.
[[nodiscard]] std::vector<Recorded> read_all(db::Connection& db, const domain::Principal& who, Span window,
                                             const Accounts& accounts, Instant now);

/// What people said of their hours, by account.
[[nodiscard]] std::map<std::string, Hours> list_hours(db::Connection& db);
[[nodiscard]] std::optional<Hours> find_hours(db::Connection& db, const std::string& user_id);
void put_hours(db::Connection& db, const std::string& user_id, const Hours& hours);
/// For those who said nothing.
[[nodiscard]] Hours usual_hours(db::Connection& db);
void put_usual_hours(db::Connection& db, const Hours& hours);

}  // namespace debrief::features::responders::store
