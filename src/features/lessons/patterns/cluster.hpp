// SPDX-License-Identifier: Apache-2.0
// Groups of things that resemble each other: agglomerative clustering by average likeness.
#pragma once

#include <cstddef>
#include <functional>
#include <vector>

namespace debrief::features::lessons {

/// Things, numbered from 0 to `count` - 1, in groups: two groups become one as long as the mean likeness between their
/// members is at least `least` (UPGMA by chains of nearest neighbours, F. Murtagh, 1983). Groups of one are left out;
/// each group ascending, the groups by their first member. Takes time and memory for count² likenesses.
[[nodiscard]] std::vector<std::vector<std::size_t>> cluster(
    std::size_t count, const std::function<float(std::size_t, std::size_t)>& likeness, float least);

}  // namespace debrief::features::lessons
