// SPDX-License-Identifier: Apache-2.0
// How much incidents took of people over a time, and how evenly it was spread. Pure.
#pragma once

#include "features/responders/engagement.hpp"
#include "features/responders/hours.hpp"

#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace debrief::features::responders {

/// Collects one person's part in many incidents.
struct PersonTotal {
  std::string person;
  std::optional<std::string> user_id;
  std::set<std::int64_t> incidents;
  std::vector<Span> engaged;
  std::vector<Span> follow_up;
  std::map<std::string, std::int64_t> roles;  ///< how often each was held
  std::vector<std::int64_t> first_after;      ///< from the start of the response to the person's first sign
};

struct PersonLoad {
  std::string person;
  std::optional<std::string> user_id;
  std::int64_t incidents = 0;
  std::int64_t engaged = 0;  ///< two incidents at once count once
  std::int64_t follow_up = 0;
  std::int64_t nights = 0;
  std::int64_t weekends = 0;
  std::int64_t longest = 0;
  std::int64_t recent_nights = 0;  ///< in the seven days before the end of the time
  std::map<std::string, std::int64_t> roles;
  std::optional<std::int64_t> median_first;
  std::vector<Span> spans;
};
/// So many nights within seven days ask for rest.
inline constexpr std::int64_t kNightsThatAskForRest = 2;

/// By key of the person.
using Totals = std::map<std::string, PersonTotal>;
using HoursOf = std::function<Hours(const PersonTotal&)>;
/// By name. Only what lies within the window counts.
[[nodiscard]] std::vector<PersonLoad> loads_of(const Totals& totals, Span window, const HoursOf& hours_of);

/// How a burden is spread over people.
struct Spread {
  std::int64_t people = 0;
  std::int64_t total = 0;
  std::int64_t median = 0;  ///< of the lower one where two stand in the middle
  std::int64_t most = 0;
  double equal_share = 0;  ///< total by people
};
[[nodiscard]] Spread spread_of(std::vector<std::int64_t> burdens);

}  // namespace debrief::features::responders
