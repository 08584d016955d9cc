// SPDX-License-Identifier: Apache-2.0
// Policies of escalation, and rules that bring stakeholders in, as people write them. Pure.
#pragma once

#include "features/escalation/match.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace debrief::features::escalation {

inline constexpr std::size_t kMostSteps = 20;
inline constexpr std::int64_t kMostRepeats = 9;
inline constexpr std::int64_t kMostMinutes = 24 * 60;

/// One step of the ladder, and whom it tells.
struct Step {
  std::int64_t after = 0;           ///< minutes after the step before it; of the first: after the start
  std::vector<std::string> people;  ///< ids of accounts
  std::vector<std::string> teams;   ///< ids
  std::vector<std::string> roles;   ///< ids of role kinds: whoever holds them in the incident then
  std::string endpoint;             ///< id of an endpoint, such as a paging product's; empty: none
};

struct Policy {
  std::string id;
  std::string name;
  bool active = true;
  Match match;
  std::vector<Step> steps;
  std::int64_t repeats = 0;         ///< how often the ladder begins again from its first step
  std::int64_t repeat_after = 10;   ///< minutes between its last step and the first one again
  std::int64_t version = 1;
};

struct StakeholderRule {
  std::string id;
  std::string name;
  bool active = true;
  Match match;
  std::vector<std::string> people;  ///< ids of accounts
  std::vector<std::string> teams;   ///< ids
  std::int64_t version = 1;
};

/// The schemas EscalationPolicyWanted and StakeholderRuleWanted of api/openapi.yaml, without id and version. Errors:
/// invalid.
[[nodiscard]] Result<Policy> read_policy(const json::value& document);
[[nodiscard]] Result<StakeholderRule> read_rule(const json::value& document);
/// What the reading functions read, complete.
[[nodiscard]] json::object wanted_json(const Policy& policy);
[[nodiscard]] json::object wanted_json(const StakeholderRule& rule);

/// Where on the ladder: rounds count from 0, levels from 1.
struct Place {
  std::int64_t round = 0;
  std::int64_t level = 1;
  friend bool operator==(const Place&, const Place&) = default;
};
/// The next one, and how many minutes it waits; absent after the last step of the last round.
struct Next {
  Place place;
  std::int64_t minutes = 0;
};
[[nodiscard]] std::optional<Next> next_after(const Policy& policy, Place place);

}  // namespace debrief::features::escalation
