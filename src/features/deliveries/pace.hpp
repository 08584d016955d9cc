// SPDX-License-Identifier: Apache-2.0
// How many messages are under way to one receiver at once. Pure.
#pragma once

#include "base/clock.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>

namespace debrief::features::deliveries {

/// A server that is killed sends again what was under way. So it is one at a time while that is soon enough: until the
/// oldest message is half a second late, and all that wait would take longer than a second and a half. Then it is as many
/// at once as send all within half a second (Little's law), and so many at most.
inline constexpr std::size_t kMostAtOnce = 16;

class Pace {
 public:
  /// At most `most` at once.
  explicit Pace(std::size_t most = kMostAtOnce) : most_(most) {}

  /// What to send before the store is looked at again: about a quarter of a second of work.
  struct Round {
    std::size_t messages = 1;
    std::size_t at_once = 1;

    friend bool operator==(const Round&, const Round&) = default;
  };
  /// For so many that are due, the oldest since `late`. The first is one message, which finds out how long one takes,
  /// and whether anybody answers.
  [[nodiscard]] Round next(std::int64_t waiting, Micros late) const;
  /// How long each message of a round took, from sending it until its outcome was durable.
  void note(Micros each);

 private:
  std::size_t most_;
  std::optional<Micros> each_;
};

}  // namespace debrief::features::deliveries
