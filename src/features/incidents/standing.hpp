// SPDX-License-Identifier: Apache-2.0
// What became of an incident after it was over: reopened, or merged into another.
#pragma once

#include "base/result.hpp"
#include "base/json.hpp"
#include "domain/access.hpp"
#include "domain/incident.hpp"
#include "journal/journal.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace debrief::features::incidents {

struct Standing {
  std::int64_t reopened = 0;  ///< so many times
  std::optional<Instant> reopened_at;
  std::string reopened_reason;
  std::string reopened_by;
  bool merged = false;
  std::optional<std::int64_t> merged_into;  ///< where it goes on in the end; absent when the reader may not see that one
};

[[nodiscard]] Standing find_standing(db::Connection& db, const domain::Principal& who, std::int64_t number);
[[nodiscard]] bool is_merged(db::Connection& db, std::int64_t number);
/// Where an incident goes on: itself, unless it was merged.
[[nodiscard]] std::int64_t last_of_merges(db::Connection& db, std::int64_t number);
/// Whether a milestone that ends something was recorded before the incident was reopened, in an earlier transaction.
[[nodiscard]] bool is_end_overtaken(journal::Transaction& tx, std::int64_t number, const domain::Milestone& milestone);

/// Whether a change of phase brings back what was over.
[[nodiscard]] bool is_reopening(domain::Phase from, domain::Phase to);
/// Leaves the fact and the row. Errors: invalid without a reason.
Result<> record_reopening(journal::Transaction& tx, const domain::Incident& incident, const std::string& to,
                          const std::string& reason, Instant at);

/// The incident as the API shows it to `who`, with its standing.
[[nodiscard]] json::object shown(db::Connection& db, const domain::Principal& who, const domain::Incident& incident);

}  // namespace debrief::features::incidents
