// SPDX-License-Identifier: Apache-2.0
// What somebody who takes a role over must know, from what is recorded. Pure.
#pragma once

#include "domain/coordination.hpp"
#include "domain/incident.hpp"
#include "domain/ports.hpp"

#include <optional>
#include <string>
#include <vector>

namespace debrief::features::incidents {

struct HandOverInput {
  domain::Incident incident;
  std::vector<domain::Task> tasks;
  std::vector<domain::Hypothesis> hypotheses;
  std::vector<domain::Update> updates;      ///< newest first
  std::vector<domain::UpdateDue> due;       ///< soonest first
  std::vector<domain::Alert> alerts;
  Instant now;
};

/// Plain text, a line for each matter: state, severity and time running; what is known (the conditions of the last
/// update, else the impact); open tasks, those due first at the front; hypotheses that are open; alerts that fire; who
/// hears next and when. Says only what is recorded; long lists are cut with their number.
[[nodiscard]] std::string hand_over_summary(const HandOverInput& input);

}  // namespace debrief::features::incidents
