// SPDX-License-Identifier: Apache-2.0
// What became of incidents afterwards: how long until their postmortems were published, how many read them, how far
// their action items have come.
#pragma once

#include "domain/access.hpp"
#include "features/insights/courses.hpp"
#include "features/insights/quantile.hpp"
#include "journal/journal.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace debrief::features::insights {

struct Readership {
  std::int64_t incident = 0;
  std::string title;  ///< of the postmortem
  std::int64_t readers = 0;
};

struct FollowUp {
  std::size_t ended = 0;                ///< incidents that are over, without those that were recorded after the fact
  std::size_t published = 0;            ///< of those, with a published postmortem
  std::optional<Estimate> median, p90;  ///< seconds from the end to the publication
  std::vector<Readership> read;         ///< of all published postmortems, the most read first; at most kMostRead
  std::size_t documents = 0;            ///< published postmortems
  std::size_t unread = 0;               ///< of those, that nobody opened since readers are counted
  std::optional<double> median_readers;
  std::map<std::string, std::int64_t> actions;  ///< by state
  std::int64_t overdue = 0;
  std::map<std::string, std::int64_t> proofs;  ///< of those that are done, by proof
};
inline constexpr std::size_t kMostRead = 10;

/// `courses` are those that the reader may see.
[[nodiscard]] FollowUp follow_up(db::Connection& db, const std::vector<const Course*>& courses, Instant now);

/// The person opened the incident's published postmortem; counted once for each person. Leaves no fact: what people
/// read is told of nobody. Errors: not_found, for what the person may not read or what is not published.
Result<> count_reader(journal::Transaction& tx, const domain::Principal& who, std::int64_t incident);

}  // namespace debrief::features::insights
