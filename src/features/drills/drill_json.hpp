// SPDX-License-Identifier: Apache-2.0
// The slice's schemas of api/openapi.yaml. Nothing about the future of the incident leaves here for trainees.
#pragma once

#include "base/json.hpp"
#include "features/drills/drills.hpp"
#include "features/drills/store.hpp"

#include <optional>
#include <vector>

namespace debrief::features::drills {

/// DrillHead: what lists show. The incident is named once it has ended, and to its facilitator.
[[nodiscard]] json::object head_of(const Drill& drill, const domain::Principal& who, Instant now);

/// All that somebody may see of a drill at a moment.
struct View {
  Drill drill;
  std::optional<domain::Incident> incident;  ///< set when it may be told
  bool afterwards = false;                   ///< told_afterwards
  Replay replay;
  Replay coming;                             ///< what is still to come; for facilitators
  std::vector<Writing> writings;
  std::vector<domain::Evidence> evidence;    ///< known by then
};
[[nodiscard]] json::object to_json(const View& view, const domain::Principal& who, Instant now);
[[nodiscard]] json::object to_json(const Writing& writing);
[[nodiscard]] json::object entry_json(const domain::TimelineEntry& entry, bool afterwards);

}  // namespace debrief::features::drills
