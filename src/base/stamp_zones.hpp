// SPDX-License-Identifier: Apache-2.0
// Time zones as written next to a time, and what a local time in one of them means.
#pragma once

#include "base/clock.hpp"
#include "base/stamp.hpp"

#include <chrono>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace debrief {

/// One row of the table of abbreviations.
struct ZoneAbbreviation {
  std::string_view name;
  int offset_minutes;      ///< east of UTC; of no meaning when `generic`
  std::string_view home;   ///< IANA zone that uses it; empty for UTC and its like
  bool generic = false;    ///< "PT": standard or daylight time, whichever is in force
  bool contested = false;  ///< has other meanings of note; this row is the one assumed
};

[[nodiscard]] std::span<const ZoneAbbreviation> zone_abbreviations();

/// Minutes east of UTC of "+01:00", "-0330", "+01", "UTC+2" or "GMT-05:30"; absent for everything else and
/// for offsets that no place uses.
[[nodiscard]] std::optional<int> find_offset(std::string_view text);

/// A local time as a point in time.
struct ResolvedLocal {
  Instant at;
  int offset_minutes = 0;
  LocalTime local_time = LocalTime::exact;
  bool ambiguous = false;  ///< as Stamp::zone_ambiguous
};

/// `local` is microseconds since 1970-01-01T00:00 on the wall clock. `zone` is an abbreviation, an offset
/// or an IANA name; an unknown one is UTC. A contested abbreviation takes the meaning it has in
/// `context_zone` when that zone uses it.
[[nodiscard]] ResolvedLocal resolve_local(std::int64_t local, std::string_view zone, std::string_view context_zone);

/// Microseconds since 1970-01-01T00:00 that a wall clock shows at a moment. `zone` is an offset or an IANA name; every
/// other one is UTC.
[[nodiscard]] std::int64_t wall_clock(Instant at, std::string_view zone);

}  // namespace debrief
