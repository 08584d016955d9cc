// SPDX-License-Identifier: Apache-2.0
// That an incident needs a postmortem: why, from whom and by when.
#pragma once

#include "base/clock.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace debrief::domain {

enum class DutyState { open, waived, done };
[[nodiscard]] std::string_view to_text(DutyState state);
[[nodiscard]] std::optional<DutyState> duty_state_from(std::string_view text);

struct Duty {
  std::int64_t incident = 0;
  std::string rule;                     ///< id of the rule that asked first, "by_hand" for a person
  std::string reason;                   ///< in words, such as "severity SEV1"
  std::string owner;                    ///< a name; empty while nobody owns it
  std::optional<std::string> owner_id;  ///< the account of the owner, when there is one
  Instant required_at;
  Instant due_at;                       ///< of publication
  DutyState state = DutyState::open;
  std::optional<Instant> resolved_at;   ///< of the incident
  std::optional<Instant> drafted_at;
  std::optional<Instant> published_at;
};

}  // namespace debrief::domain
