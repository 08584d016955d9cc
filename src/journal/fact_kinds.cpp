// SPDX-License-Identifier: Apache-2.0
#include "journal/fact_kinds.hpp"

namespace debrief::journal {

std::vector<FactKind> list_kinds_after(db::Connection& db, std::int64_t position, std::size_t limit) {
  std::vector<FactKind> kinds;
  db.scan([&](const db::Row& row) { kinds.push_back({row.integer(0), row.integer(1), row.text(2)}); },
          "select position, incident, kind from facts where position > $1 order by position limit $2", position, limit);
  return kinds;
}

}  // namespace debrief::journal
