// SPDX-License-Identifier: Apache-2.0
// What two sequences have in common, in time that stays near their length.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace debrief::changeset {

/// `count` elements that are alike from `a` and from `b` on.
struct Run {
  std::size_t a = 0;
  std::size_t b = 0;
  std::size_t count = 0;
};

/// Runs in order, none empty. Elements that occur once in both anchor the rest (patience diff, Bram Cohen); between
/// anchors a shortest edit script (Myers 1986) up to a bound of differences, behind which nothing is in common.
[[nodiscard]] std::vector<Run> align(const std::vector<std::uint32_t>& a, const std::vector<std::uint32_t>& b);

}  // namespace debrief::changeset
