// SPDX-License-Identifier: Apache-2.0
// The training record: who has met which incident and which pattern, and who is due. Pure.
#pragma once

#include "domain/notice.hpp"
#include "features/drills/drills.hpp"
#include "features/drills/store.hpp"

#include <string>
#include <vector>

namespace debrief::features::drills {

/// Whether somebody has met a pattern: any of its incidents.
struct PatternMet {
  std::string id;
  std::string name;
  bool met = false;
  bool recognised = false;  ///< at least once
};

/// One person and one service.
struct Trained {
  std::string user_id;
  std::string name;
  std::string service;
  std::optional<Instant> last_at;    ///< absent: never
  std::vector<store::Met> met;       ///< each incident once, the newest time
  std::vector<PatternMet> patterns;  ///< those with incidents of the service
  bool due = false;                  ///< nothing within kDueAfterDays
};

struct TrainingFacts {
  std::vector<domain::Member> members;
  std::vector<store::Past> past;
  std::vector<store::Met> met;  ///< the newest first within each kind
  std::vector<NamedPattern> patterns;
};

/// Every person who may respond, with every service that has incidents to train on. Those due first, by name.
[[nodiscard]] std::vector<Trained> record_of(const TrainingFacts& facts, Instant now);

/// One pattern, and who of those who may respond has met it.
struct PatternTrained {
  NamedPattern pattern;
  std::vector<std::string> services;  ///< of its incidents
  std::vector<store::Met> met;        ///< by whom: each person once, recognised or else the newest
  std::vector<std::string> missing;   ///< names of the others
};
[[nodiscard]] std::vector<PatternTrained> patterns_of(const TrainingFacts& facts);

}  // namespace debrief::features::drills
