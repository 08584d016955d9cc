// SPDX-License-Identifier: Apache-2.0
// What the incidents since then say about the check of an action. Pure.
#pragma once

#include "domain/action.hpp"
#include "domain/drill.hpp"
#include "domain/incident.hpp"

#include <optional>
#include <string>
#include <vector>

namespace debrief::features::actions {

/// What the check watches for, seen in an incident.
struct Sighting {
  std::int64_t incident = 0;
  Instant at;
  std::vector<std::string> services;  ///< where it was, as far as it is known
};

/// Exercises, planned work and incidents of the past prove nothing.
[[nodiscard]] bool counts_for_proof(domain::Kind kind);

/// The first sighting that breaks the promise: after the action was done, and of the check's service when it names one.
[[nodiscard]] const Sighting* first_breach(const domain::ActionItem& action, const std::vector<Sighting>& seen);

/// Whether somebody passed a drill, as the check of an action asks for it: the facilitator says so, or, where none spoke,
/// the incident was recognised and the right next step named, both within the minutes of the check.
[[nodiscard]] bool passes(const domain::ActionCheck& check, const domain::DrillResult& result);
/// The first of the drills that were begun after the action was done and are passed. `results` the newest first.
[[nodiscard]] const domain::DrillResult* find_passed(const domain::ActionItem& action,
                                                     const std::vector<domain::DrillResult>& results);
/// What the newest of them says, in words, when none is passed; empty when there was no drill since.
[[nodiscard]] std::string not_passed_yet(const domain::ActionItem& action,
                                         const std::vector<domain::DrillResult>& results);
/// "Ana passed a drill on 2026-03-18: recognised after 4 min, right next step after 9 min, as Bo judged".
[[nodiscard]] std::string describe(const domain::DrillResult& result, bool passed);

/// What the check says now, without a breach; where drills decide, what is known already.
[[nodiscard]] domain::ActionProof standing_of(const domain::ActionItem& action, Instant now);

/// "alert DiskFull on api stays quiet for 30 days", for notes: what was promised.
[[nodiscard]] std::string describe(const domain::ActionCheck& check);

}  // namespace debrief::features::actions
