// SPDX-License-Identifier: Apache-2.0
// What was inferred about a time, in words for the timeline.
#pragma once

#include "base/stamp.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace debrief::connectors {

/// `zone` is the one that stood in for a missing one; `stated` tells whether somebody named it (a column, the
/// document, the person who uploaded) or it is the fallback. Absent when the text said everything itself.
[[nodiscard]] std::optional<std::string> time_note(const Stamp& stamp, std::string_view zone, bool stated);

/// Both notes, when there are two.
[[nodiscard]] std::optional<std::string> join_notes(std::optional<std::string> first, std::string_view second);

}  // namespace debrief::connectors
