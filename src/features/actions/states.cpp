// SPDX-License-Identifier: Apache-2.0
#include "features/actions/states.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <array>
#include <deque>

namespace debrief::features::actions {

using domain::ActionState;

const std::vector<ActionState>& states_after(ActionState from) {
  using enum ActionState;
  static const std::array<std::vector<ActionState>, 5> kAfter{{
      {in_progress, done, blocked, will_not_do},  // open
      {done, blocked, open, will_not_do},         // in_progress
      {in_progress, open, will_not_do},           // blocked
      {open, in_progress},                        // done
      {open},                                     // will_not_do
  }};
  return kAfter.at(static_cast<std::size_t>(from));
}

Result<> check_move(ActionState from, ActionState to, std::string_view reason) {
  const auto& after = states_after(from);
  if (std::find(after.begin(), after.end(), to) == after.end()) {
    std::string names;
    for (const ActionState state : after) names += (names.empty() ? "" : ", ") + std::string(to_text(state));
    return conflict("an action that is {} cannot become {}", to_text(from), to_text(to))
        .at("/state")
        .with_help("From here it can become: " + names + ".");
  }
  if (to == ActionState::will_not_do && trim(reason).empty())
    return invalid("what will not be done needs a reason")
        .at("/reason")
        .with_help("Say why, so that the next reader need not ask again.");
  return {};
}

std::vector<std::int64_t> way_between(const Waits& waits, std::int64_t from, std::int64_t to) {
  std::map<std::int64_t, std::int64_t> came_from{{from, from}};
  std::deque<std::int64_t> next{from};
  while (!next.empty() && !came_from.contains(to)) {
    const std::int64_t at = next.front();
    next.pop_front();
    const auto found = waits.find(at);
    if (found == waits.end()) continue;
    for (const std::int64_t other : found->second)
      if (came_from.emplace(other, at).second) next.push_back(other);
  }
  if (!came_from.contains(to)) return {};
  std::vector<std::int64_t> way{to};
  while (way.back() != from) way.push_back(came_from.at(way.back()));
  std::reverse(way.begin(), way.end());
  return way;
}

}  // namespace debrief::features::actions
