// SPDX-License-Identifier: Apache-2.0
// Counts of a series by slices of time, and how much of a window is covered by logs at all. Pure.
#pragma once

#include "logs/compare/counts.hpp"

#include <cstdint>
#include <span>
#include <vector>

namespace debrief::logs {

inline constexpr std::int64_t kSecondNs = 1'000'000'000;

[[nodiscard]] double seconds_of(Window window);

/// Lines of the series in the window; a second belongs to it when its beginning does.
[[nodiscard]] double count_in(const Series& series, Window window);

/// Counts of slices of that many seconds, the first at the beginning of the window; the last may be shorter. At most
/// 100,000 slices: more are made longer.
[[nodiscard]] std::vector<double> slices_of(const Series& series, Window window, std::int64_t slice_seconds);

/// All series of a source as one, with template 0.
[[nodiscard]] std::vector<Series> by_source(std::span<const Series> series);

/// Parts of the window in which logs exist. Pauses of all sources longer than a minute and twenty times the usual pause
/// are taken as missing logs, at the edges too: rates are those of the time that is covered.
[[nodiscard]] std::vector<Window> covered_parts(std::span<const Series> series, Window window);

}  // namespace debrief::logs
