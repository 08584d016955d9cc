// SPDX-License-Identifier: Apache-2.0
// Which facts a principal may see.
#pragma once

#include "db/database.hpp"
#include "domain/access.hpp"
#include "domain/fact.hpp"

#include <map>

namespace debrief::journal {

/// Decides for many facts in a row, looking at each incident once. For one read transaction; facts about the
/// server itself are for administrators.
class FactFilter {
 public:
  explicit FactFilter(db::Connection& db) : db_(db) {}
  [[nodiscard]] bool shows(const domain::Principal& who, const domain::Fact& fact);

 private:
  db::Connection& db_;
  std::map<std::int64_t, bool> public_;  // by incident: readable by every account
};

}  // namespace debrief::journal
