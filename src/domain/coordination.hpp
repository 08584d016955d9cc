// SPDX-License-Identifier: Apache-2.0
// How people work together while an incident runs: tasks, hypotheses, and updates to those who wait.
#pragma once

#include "base/clock.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace debrief::domain {

enum class TaskState { open, doing, done, dropped };
[[nodiscard]] std::string_view to_text(TaskState state);
[[nodiscard]] std::optional<TaskState> task_state_from(std::string_view text);

/// Something to do now, to end the incident; what is to be done after it is an action item.
struct Task {
  std::string id;
  std::int64_t incident = 0;
  std::string title;
  std::string owner;                    ///< empty: nobody yet
  std::optional<std::string> owner_id;  ///< the owner's account, when there is one
  std::optional<Instant> due_at;
  TaskState state = TaskState::open;
  std::string note;                     ///< what came of it
  std::optional<std::string> run;       ///< the run of a runbook that it comes from
  std::string added_by;
  Instant added_at;
  std::optional<Instant> ended_at;      ///< done or dropped
  std::int64_t version = 1;

  [[nodiscard]] bool is_open() const { return state == TaskState::open || state == TaskState::doing; }
};

enum class HypothesisState { open, confirmed, refuted, set_aside };
[[nodiscard]] std::string_view to_text(HypothesisState state);
[[nodiscard]] std::optional<HypothesisState> hypothesis_state_from(std::string_view text);

enum class Stance { supports, contradicts };
[[nodiscard]] std::string_view to_text(Stance stance);  ///< "for", "against"
[[nodiscard]] std::optional<Stance> stance_from(std::string_view text);

/// What speaks for a hypothesis, or against it.
struct Argument {
  std::string id;
  Stance stance = Stance::supports;
  std::string text;
  std::vector<std::int64_t> entries;  ///< of the timeline
  std::vector<std::string> evidence;  ///< ids
  std::string by;
  Instant at;
};

/// What could explain it, and what became of the thought.
struct Hypothesis {
  std::string id;
  std::int64_t incident = 0;
  std::string text;
  HypothesisState state = HypothesisState::open;
  std::string reason;                    ///< of the state, unless it is open
  std::string by;
  Instant at;
  std::optional<Instant> settled_at;
  std::int64_t version = 1;
  std::vector<Argument> arguments;       ///< in the order in which they came
};

enum class Audience { internal, executive, customer };
[[nodiscard]] std::string_view to_text(Audience audience);
[[nodiscard]] std::optional<Audience> audience_from(std::string_view text);

/// What those who wait were told.
struct Update {
  std::string id;
  std::int64_t incident = 0;
  Audience audience = Audience::internal;
  std::string conditions;  ///< what is the case
  std::string actions;     ///< what is being done
  std::string needs;       ///< what is needed, and from whom
  std::string by;
  Instant at;
  std::optional<Instant> next_at;  ///< what they were promised
};

/// When an audience is to hear again.
struct UpdateDue {
  Audience audience = Audience::internal;
  Instant due_at;
  bool snoozed = false;  ///< put off until then
};

}  // namespace debrief::domain
