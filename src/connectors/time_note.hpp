// SPDX-License-Identifier: Apache-2.0
// What was inferred about a time, in words for the timeline.
#pragma once

#include "base/stamp.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace debrief::connectors {

/// Who said what the text of the time itself leaves open.
enum class Said {
  document,  ///< a heading, a column, "all times UTC": nothing to remark
  uploader,  ///< whoever gave the file named it for the whole file
  nobody,    ///< it was assumed, or taken from other evidence
};

/// `zone` is the one that stood in for a missing one. Absent when nothing was inferred.
[[nodiscard]] std::optional<std::string> time_note(const Stamp& stamp, std::string_view zone, Said zone_by,
                                                   Said day_by);

/// Both notes, when there are two.
[[nodiscard]] std::optional<std::string> join_notes(std::optional<std::string> first, std::string_view second);

}  // namespace debrief::connectors
