// SPDX-License-Identifier: Apache-2.0
// Which facts a principal may see.
#pragma once

#include "db/database.hpp"
#include "domain/access.hpp"
#include "domain/fact.hpp"

#include <map>

namespace debrief::journal {

/// Whether a fact names other incidents than its own: links and merges.
[[nodiscard]] bool names_others(const domain::Fact& fact);

/// Decides for many facts in a row, looking at each incident once. For one read transaction; facts about the
/// server itself are for administrators, and facts that name other incidents for those who may read these too.
class FactFilter {
 public:
  explicit FactFilter(db::Connection& db) : db_(db) {}
  [[nodiscard]] bool shows(const domain::Principal& who, const domain::Fact& fact);

 private:
  [[nodiscard]] bool may_read(const domain::Principal& who, std::int64_t incident);

  db::Connection& db_;
  std::map<std::int64_t, bool> public_;  // by incident: readable by every account
};

}  // namespace debrief::journal
