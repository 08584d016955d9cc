// SPDX-License-Identifier: Apache-2.0
#include "features/responders/engagement.hpp"

#include <algorithm>

namespace debrief::features::responders {
namespace {

void note_first(std::optional<std::int64_t>& first, std::int64_t at) {
  if (!first || at < *first) first = at;
}

}  // namespace

Engagement engagement_of(const Traces& traces, const ResponsePhase& response) {
  Engagement result;
  result.person = traces.person;
  result.user_id = traces.user_id;
  result.held = traces.held;
  std::vector<std::int64_t> after;
  for (const Sign& sign : traces.signs) {
    ++result.done[sign.kind];
    // Chat from before is no work on this incident yet, and what stands far off is a wrong clock more likely than a
    // person.
    if (sign.at < response.from) continue;
    (sign.at <= response.until + kBurstGap ? result.signs : after).push_back(sign.at);
  }
  std::sort(result.signs.begin(), result.signs.end());
  result.active = bursts(result.signs);
  result.follow_up = bursts(std::move(after));
  std::vector<Span> engaged = result.active;
  if (!result.signs.empty()) note_first(result.first, result.signs.front());
  for (const Held& held : traces.held) {
    const Span window{std::max(held.from, response.from),
                      std::min(held.until.value_or(response.until), response.until)};
    if (window.until <= window.from) continue;
    note_first(result.first, window.from);
    const auto parts = counted(window, result.signs);
    engaged.insert(engaged.end(), parts.begin(), parts.end());
  }
  result.engaged = united(std::move(engaged));
  return result;
}

}  // namespace debrief::features::responders
