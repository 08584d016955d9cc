// SPDX-License-Identifier: Apache-2.0
// A run: a runbook used as a checklist inside an incident. Its steps read as they did when it began.
#pragma once

#include "base/clock.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace debrief::features::runbooks {

/// How a step stands: not begun, somebody is at it, done (without a word on its effect), it helped, it did not, left out.
enum class StepState { open, doing, done, helped, no_help, skipped };
[[nodiscard]] std::string_view to_text(StepState state);
[[nodiscard]] std::optional<StepState> step_state_from(std::string_view text);
[[nodiscard]] constexpr bool is_settled(StepState state) { return state != StepState::open && state != StepState::doing; }

/// How a run ended: the trouble was over, it helped in part, it did not help, or it was given up.
enum class RunOutcome { solved, helped, no_help, abandoned };
[[nodiscard]] std::string_view to_text(RunOutcome outcome);
[[nodiscard]] std::optional<RunOutcome> run_outcome_from(std::string_view text);

struct RunStep {
  std::int64_t place = 0;    ///< from 1
  std::string key;
  std::string section;
  std::string title;
  std::string markdown;
  StepState state = StepState::open;
  std::string note;
  std::string who;           ///< who set the state; empty while it is open
  std::optional<Instant> at;
  std::int64_t version = 0;  ///< grows with every change
};

struct Run {
  std::string id;
  std::int64_t runbook = 0;
  std::int64_t version = 0;  ///< of the runbook
  std::int64_t incident = 0;
  std::string title;
  std::optional<RunOutcome> outcome;
  std::string note;
  Instant started_at;
  std::string started_by;
  std::optional<Instant> ended_at;
  std::optional<std::string> ended_by;
  std::vector<RunStep> steps;
};

/// An absent note stays as it is.
struct StepChange {
  StepState state = StepState::open;
  std::optional<std::string> note;
};

}  // namespace debrief::features::runbooks
