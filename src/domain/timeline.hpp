// SPDX-License-Identifier: Apache-2.0
// The timeline: the curated human view of facts and evidence.
#pragma once

#include "base/clock.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace debrief::domain {

/// One entry. It is bi-temporal: `occurred_at` is when it happened, `known_at` when the responders knew it,
/// `recorded_at` when Debrief was told.
struct TimelineEntry {
  std::int64_t id = 0;  ///< position of the fact that it shows
  std::int64_t incident = 0;
  /// alert, alert_resolved, state, severity, milestone, role, note, decision, hypothesis, action,
  /// observation, message, deploy, evidence, change, postmortem
  std::string kind;
  std::string text;
  Instant occurred_at;
  std::optional<Instant> ended_at;
  Instant recorded_at;
  Instant known_at;
  std::optional<std::string> actor;
  std::string origin;                   ///< where it comes from, in words
  std::optional<std::string> evidence;  ///< id of the evidence it was read from
  std::optional<std::string> locator;   ///< where in the evidence, such as "line 12"
  std::optional<std::string> original_time;  ///< the time as it was written there
  std::optional<std::string> time_note;      ///< what was inferred about it, such as "year inferred"
  bool key_moment = false;
  bool hidden = false;
  std::int64_t revision = 1;  ///< 1 as recorded; more after curation
};

}  // namespace debrief::domain
