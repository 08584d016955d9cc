// SPDX-License-Identifier: Apache-2.0
// Words within stamps: months, days of the week, zones.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace debrief::logs {

/// A word at the beginning of a text and what it stands for.
struct StampWord {
  int value = 0;
  std::size_t length = 0;
};

/// A month's name or abbreviation, as English, German, French, Spanish, Italian and Portuguese systems write it, with
/// the dot that may end it: 1 to 12.
[[nodiscard]] std::optional<StampWord> find_month(std::string_view text);

/// An English name of a day of the week, whole or its first three letters; the value has no meaning.
[[nodiscard]] std::optional<StampWord> find_weekday(std::string_view text);

/// "Z", "UTC", "CEST", "+01:00", "+0100", "+01": minutes east of UTC. Ends where neither a letter nor a digit follows.
/// Abbreviations with several meanings are taken as in base/stamp_zones.hpp.
[[nodiscard]] std::optional<StampWord> find_zone(std::string_view text);

}  // namespace debrief::logs
