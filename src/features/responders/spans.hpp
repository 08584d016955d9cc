// SPDX-License-Identifier: Apache-2.0
// Stretches of time, and the rule by which signs of somebody make them. Pure. Microseconds throughout.
#pragma once

#include <cstdint>
#include <vector>

namespace debrief::features::responders {

inline constexpr std::int64_t kMinute = std::int64_t{60} * 1'000'000;
inline constexpr std::int64_t kHour = 60 * kMinute;
inline constexpr std::int64_t kDay = 24 * kHour;

/// Signs that lie no further apart belong to one stretch.
inline constexpr std::int64_t kBurstGap = 30 * kMinute;
/// What a stretch lasts beyond its last sign.
inline constexpr std::int64_t kBurstTail = 5 * kMinute;
/// A role counts no longer than this after it was taken, and after each sign of who holds it.
inline constexpr std::int64_t kRoleWithoutSign = 4 * kHour;

/// From `from` until, not with, `until`.
struct Span {
  std::int64_t from = 0;
  std::int64_t until = 0;
  friend bool operator==(const Span&, const Span&) = default;
};

/// The same time as spans in order that neither overlap nor touch; empty ones are left out.
[[nodiscard]] std::vector<Span> united(std::vector<Span> spans);
/// What of united spans lies within the window.
[[nodiscard]] std::vector<Span> clipped(const std::vector<Span>& spans, Span window);
/// Of united spans.
[[nodiscard]] std::int64_t length_of(const std::vector<Span>& spans);
/// The longest stretch of united spans in which no gap lasts kBurstGap or longer, gaps included.
[[nodiscard]] std::int64_t longest_run(const std::vector<Span>& spans);

/// Signs at most kBurstGap apart make one span, which ends kBurstTail after its last one. United.
[[nodiscard]] std::vector<Span> bursts(std::vector<std::int64_t> signs);
/// What counts of a role that was held: united, and within it.
[[nodiscard]] std::vector<Span> counted(Span held, const std::vector<std::int64_t>& signs);

}  // namespace debrief::features::responders
