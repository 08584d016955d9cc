// SPDX-License-Identifier: Apache-2.0
// The training record: who has met which incident, and who is due. Pure.
#pragma once

#include "domain/notice.hpp"
#include "features/drills/store.hpp"

#include <string>
#include <vector>

namespace debrief::features::drills {

/// One person and one service.
struct Trained {
  std::string user_id;
  std::string name;
  std::string service;
  std::optional<Instant> last_at;         ///< absent: never
  std::vector<store::Met> met;            ///< each incident once, the newest time
  bool due = false;                       ///< nothing within kDueAfterDays
};

/// Every person who may respond, with every service that has incidents to train on. Those due first, by name.
[[nodiscard]] std::vector<Trained> record_of(const std::vector<domain::Member>& members, const std::vector<store::Past>& past,
                                             const std::vector<store::Met>& met, Instant now);

}  // namespace debrief::features::drills
