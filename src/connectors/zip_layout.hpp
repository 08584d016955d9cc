// SPDX-License-Identifier: Apache-2.0
// Where the members of a zip file lie in it, by its central directory (PKWARE APPNOTE 4.3.12). For finding
// members that share bytes, which is how small files are made to unpack to petabytes.
#pragma once

#include <cstddef>
#include <set>
#include <string_view>

namespace debrief::connectors {

/// Positions, counted from 0 in the order of their place in the file, of the members whose bytes overlap with
/// those of a member before them; members at the same place count once. Empty when there are none, or when
/// `zip` has no central directory. Members beyond 4 GB are not looked at.
[[nodiscard]] std::set<std::size_t> overlapping_members(std::string_view zip);

}  // namespace debrief::connectors
