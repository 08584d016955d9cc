// SPDX-License-Identifier: Apache-2.0
// What the incidents since then say about the check of an action. Pure.
#pragma once

#include "domain/action.hpp"
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

/// What the check says now, without a breach.
[[nodiscard]] domain::ActionProof standing_of(const domain::ActionItem& action, Instant now);

/// "alert DiskFull on api did not fire for 30 days", for notes: what was promised.
[[nodiscard]] std::string describe(const domain::ActionCheck& check);

}  // namespace debrief::features::actions
