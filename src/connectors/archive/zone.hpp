// SPDX-License-Identifier: Apache-2.0
// "All times in CET": the zone that a document states for its times.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace debrief::connectors::archive {

/// The zone in a sentence about times ("All times in CET", "timestamps Pacific timezone", "times are UTC+2"), as
/// abbreviation, offset or IANA name.
[[nodiscard]] std::optional<std::string> find_stated_zone(std::string_view line);

/// The zone anywhere in the head of a time column or the title of a timeline ("Time (UTC)").
[[nodiscard]] std::optional<std::string> find_zone_word(std::string_view title);

}  // namespace debrief::connectors::archive
