// SPDX-License-Identifier: Apache-2.0
// What happened where, without the facts' data: for readers that follow the journal and care for few kinds.
#pragma once

#include "db/database.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace debrief::journal {

struct FactKind {
  std::int64_t position = 0;
  std::int64_t incident = 0;
  std::string kind;
};

/// Facts after `position` in the order of the journal, at most `limit`.
[[nodiscard]] std::vector<FactKind> list_kinds_after(db::Connection& db, std::int64_t position, std::size_t limit);

}  // namespace debrief::journal
