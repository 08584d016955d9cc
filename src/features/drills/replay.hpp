// SPDX-License-Identifier: Apache-2.0
// What of a past incident is shown in a drill, and when; and the clock of a drill. Pure.
#pragma once

#include "base/clock.hpp"
#include "domain/incident.hpp"
#include "domain/timeline.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace debrief::features::drills {

/// Trainees see what happened and what could be seen. What the responders of then did, decided and supposed is what they
/// are to find themselves: it is told at the end. What only came to be afterwards is no part of the drill.
enum class Sight { shown, withheld, never };
/// Where nobody said of what kind entries are, as in the archive (`told_afterwards`), their words decide.
[[nodiscard]] Sight sight_of(const domain::TimelineEntry& entry, bool told_afterwards);

/// True for incidents that were recorded after the fact: what they tell became known when it happened, since nobody
/// noted when it did.
[[nodiscard]] bool told_afterwards(const domain::Incident& incident);
[[nodiscard]] Instant seen_at(const domain::TimelineEntry& entry, bool told_afterwards);

struct Window {
  Instant from;   ///< where the drill begins: the first alert that was seen, else the first thing
  Instant until;  ///< where the trouble was over, else the last thing
};
/// Absent when there is nothing to replay. `entries` in any order.
[[nodiscard]] std::optional<Window> window_of(const domain::Incident& incident,
                                              const std::vector<domain::TimelineEntry>& entries);

/// What of the entries is shown by `moment`, and what is withheld, in the order in which it became known. Hidden entries
/// are left out, and marks of key moments, which are hindsight.
struct Replay {
  std::vector<domain::TimelineEntry> shown;
  std::vector<domain::TimelineEntry> withheld;
};
[[nodiscard]] Replay replay_until(const domain::Incident& incident, const std::vector<domain::TimelineEntry>& entries,
                                  Instant moment);

inline constexpr std::int64_t kFastest = 60;

/// A clock kept by the server: it stood at `position` when the server's stood at `anchored_at`.
struct DrillClock {
  Instant position;
  Instant anchored_at;
  std::int64_t speed = 0;  ///< times as fast as the server's; 0: it stands
  Instant until;           ///< it does not go further

  [[nodiscard]] Instant at(Instant now) const;
};

/// The entries that mention all of the words, in any case; at most `limit`.
[[nodiscard]] std::vector<domain::TimelineEntry> search_entries(const std::vector<domain::TimelineEntry>& entries,
                                                                std::string_view words, std::size_t limit);

}  // namespace debrief::features::drills
