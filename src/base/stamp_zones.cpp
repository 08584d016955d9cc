// SPDX-License-Identifier: Apache-2.0
#include "base/stamp_zones.hpp"

#include "base/ascii.hpp"

#include <date/tz.h>
#include <algorithm>
#include <array>
#include <cctype>
#include <stdexcept>

namespace debrief {
namespace {

// Where an abbreviation is contested, the meaning most used in English-language incident reports is assumed:
// BST British Summer (not Bangladesh), CST US Central (not China, Cuba), IST India (not Ireland, Israel).
constexpr std::array kAbbreviations{
    ZoneAbbreviation{"UTC", 0, ""},
    ZoneAbbreviation{"GMT", 0, ""},
    ZoneAbbreviation{"Z", 0, ""},
    ZoneAbbreviation{"WET", 0, "Europe/Lisbon"},
    ZoneAbbreviation{"WEST", 60, "Europe/Lisbon"},
    ZoneAbbreviation{"BST", 60, "Europe/London", false, true},
    ZoneAbbreviation{"CET", 60, "Europe/Berlin"},
    ZoneAbbreviation{"CEST", 120, "Europe/Berlin"},
    ZoneAbbreviation{"MEZ", 60, "Europe/Berlin"},
    ZoneAbbreviation{"MESZ", 120, "Europe/Berlin"},
    ZoneAbbreviation{"EET", 120, "Europe/Helsinki"},
    ZoneAbbreviation{"EEST", 180, "Europe/Helsinki"},
    ZoneAbbreviation{"MSK", 180, "Europe/Moscow"},
    ZoneAbbreviation{"SAST", 120, "Africa/Johannesburg"},
    ZoneAbbreviation{"EAT", 180, "Africa/Nairobi"},
    ZoneAbbreviation{"PKT", 300, "Asia/Karachi"},
    ZoneAbbreviation{"IST", 330, "Asia/Kolkata", false, true},
    ZoneAbbreviation{"ICT", 420, "Asia/Bangkok"},
    ZoneAbbreviation{"WIB", 420, "Asia/Jakarta"},
    ZoneAbbreviation{"SGT", 480, "Asia/Singapore"},
    ZoneAbbreviation{"HKT", 480, "Asia/Hong_Kong"},
    ZoneAbbreviation{"AWST", 480, "Australia/Perth"},
    ZoneAbbreviation{"JST", 540, "Asia/Tokyo"},
    ZoneAbbreviation{"KST", 540, "Asia/Seoul"},
    ZoneAbbreviation{"ACST", 570, "Australia/Adelaide"},
    ZoneAbbreviation{"ACDT", 630, "Australia/Adelaide"},
    ZoneAbbreviation{"AEST", 600, "Australia/Sydney"},
    ZoneAbbreviation{"AEDT", 660, "Australia/Sydney"},
    ZoneAbbreviation{"NZST", 720, "Pacific/Auckland"},
    ZoneAbbreviation{"NZDT", 780, "Pacific/Auckland"},
    ZoneAbbreviation{"BRT", -180, "America/Sao_Paulo"},
    ZoneAbbreviation{"ART", -180, "America/Argentina/Buenos_Aires"},
    ZoneAbbreviation{"NST", -210, "America/St_Johns"},
    ZoneAbbreviation{"NDT", -150, "America/St_Johns"},
    ZoneAbbreviation{"AST", -240, "America/Halifax", false, true},
    ZoneAbbreviation{"ADT", -180, "America/Halifax"},
    ZoneAbbreviation{"EST", -300, "America/New_York"},
    ZoneAbbreviation{"EDT", -240, "America/New_York"},
    ZoneAbbreviation{"CST", -360, "America/Chicago", false, true},
    ZoneAbbreviation{"CDT", -300, "America/Chicago"},
    ZoneAbbreviation{"MST", -420, "America/Denver"},
    ZoneAbbreviation{"MDT", -360, "America/Denver"},
    ZoneAbbreviation{"PST", -480, "America/Los_Angeles"},
    ZoneAbbreviation{"PDT", -420, "America/Los_Angeles"},
    ZoneAbbreviation{"AKST", -540, "America/Anchorage"},
    ZoneAbbreviation{"AKDT", -480, "America/Anchorage"},
    ZoneAbbreviation{"HST", -600, "Pacific/Honolulu"},
    ZoneAbbreviation{"ET", 0, "America/New_York", true},
    ZoneAbbreviation{"CT", 0, "America/Chicago", true},
    ZoneAbbreviation{"MT", 0, "America/Denver", true},
    ZoneAbbreviation{"PT", 0, "America/Los_Angeles", true},
};

const ZoneAbbreviation* find_abbreviation(std::string_view name) {
  const auto* row = std::find_if(kAbbreviations.begin(), kAbbreviations.end(),
                                 [&](const ZoneAbbreviation& candidate) { return candidate.name == name; });
  if (row != kAbbreviations.end()) return row;
  const bool lower_utc = name == "utc" || name == "Utc" || name == "gmt" || name == "Gmt" || name == "z";
  return lower_utc ? kAbbreviations.data() : nullptr;
}

// Absent rather than thrown for unknown names; the library's database is loaded once and thread-safe.
const date::time_zone* find_iana(std::string_view name) {
  if (name.empty() || name.size() > 40 || name.find('/') == std::string_view::npos) return nullptr;
  try {
    return date::locate_zone(std::string(name));
  } catch (const std::runtime_error&) {
    return nullptr;
  }
}

date::local_seconds to_local_seconds(std::int64_t local) {
  return date::local_seconds(std::chrono::floor<std::chrono::seconds>(Micros{local}));
}

ResolvedLocal at_offset(std::int64_t local, int minutes) {
  return {Instant{local - std::int64_t{minutes} * 60'000'000}, minutes, LocalTime::exact, false};
}

ResolvedLocal in_iana(std::int64_t local, const date::time_zone& zone) {
  const auto info = zone.get_info(to_local_seconds(local));
  ResolvedLocal resolved =
      at_offset(local, static_cast<int>(std::chrono::floor<std::chrono::minutes>(info.first.offset).count()));
  if (info.result == date::local_info::ambiguous) resolved.local_time = LocalTime::repeated;
  if (info.result == date::local_info::nonexistent) resolved.local_time = LocalTime::skipped;
  return resolved;
}

// True when `zone` is on `minutes` from UTC at that local time, counting both sides of a change.
bool is_in_force(std::int64_t local, const date::time_zone& zone, int minutes) {
  const auto info = zone.get_info(to_local_seconds(local));
  const std::chrono::seconds offset = std::chrono::minutes{minutes};
  return info.first.offset == offset || (info.result != date::local_info::unique && info.second.offset == offset);
}

ResolvedLocal by_abbreviation(std::int64_t local, const ZoneAbbreviation& row, std::string_view context_zone) {
  const date::time_zone* home = find_iana(row.home);
  if (row.generic) return home != nullptr ? in_iana(local, *home) : at_offset(local, row.offset_minutes);
  const date::time_zone* ours = row.home.empty() ? nullptr : find_iana(context_zone);
  if (ours != nullptr) {
    const auto info = ours->get_info(to_local_seconds(local));
    if (info.first.abbrev == row.name)
      return at_offset(local, static_cast<int>(info.first.offset / std::chrono::minutes{1}));
  }
  ResolvedLocal resolved = at_offset(local, row.offset_minutes);
  resolved.ambiguous = row.contested || (home != nullptr && !is_in_force(local, *home, row.offset_minutes));
  return resolved;
}

// Offsets in use somewhere in the world, so that the end of a span ("10:42-10:55") is not taken for one.
bool is_used_offset(bool west, int hours, int minutes) {
  const auto among = [&](std::initializer_list<int> some) {
    return std::find(some.begin(), some.end(), hours) != some.end();
  };
  if (hours > (west ? 12 : 14)) return false;
  if (minutes == 0) return true;
  if (minutes == 30) return west ? among({2, 3, 4, 9}) : among({3, 4, 5, 6, 9, 10, 11});
  return minutes == 45 && !west && among({5, 8, 12, 13});
}

}  // namespace

std::span<const ZoneAbbreviation> zone_abbreviations() {
  return kAbbreviations;
}

std::optional<int> find_offset(std::string_view text) {
  if (text.starts_with("UTC") || text.starts_with("GMT")) {
    text.remove_prefix(3);
    if (text.size() == 2 && is_digit(text[1])) {
      if (text[0] != '+' && text[0] != '-') return std::nullopt;
      return (text[1] - '0') * (text[0] == '-' ? -60 : 60);
    }
  }
  if (text.size() != 3 && text.size() != 5 && text.size() != 6) return std::nullopt;
  const bool west = text[0] == '-';
  if ((!west && text[0] != '+') || (text.size() == 6 && text[3] != ':')) return std::nullopt;
  std::string digits(text.substr(1, 2));
  digits += text.size() == 3 ? "00" : text.substr(text.size() - 2);
  if (!std::all_of(digits.begin(), digits.end(), is_digit)) return std::nullopt;
  const int hours = (digits[0] - '0') * 10 + (digits[1] - '0');
  const int minutes = (digits[2] - '0') * 10 + (digits[3] - '0');
  if (!is_used_offset(west, hours, minutes)) return std::nullopt;
  return (hours * 60 + minutes) * (west ? -1 : 1);
}

ResolvedLocal resolve_local(std::int64_t local, std::string_view zone, std::string_view context_zone) {
  if (const ZoneAbbreviation* row = find_abbreviation(zone)) return by_abbreviation(local, *row, context_zone);
  if (const auto offset = find_offset(zone)) return at_offset(local, *offset);
  if (const date::time_zone* named = find_iana(zone)) return in_iana(local, *named);
  return at_offset(local, 0);
}

bool is_time_zone(std::string_view name) {
  return find_abbreviation(name) != nullptr || find_offset(name).has_value() || find_iana(name) != nullptr;
}

Instant start_of(std::chrono::year_month_day day, std::string_view zone) {
  const std::int64_t days = std::chrono::sys_days(day).time_since_epoch().count();
  return resolve_local(days * 86'400'000'000, zone, zone).at;
}

std::chrono::year_month_day day_of(Instant at, std::string_view zone) {
  std::int64_t local = at.micros;
  const ZoneAbbreviation* row = find_abbreviation(zone);
  if (const date::time_zone* named = find_iana(row != nullptr && row->generic ? row->home : zone)) {
    const auto point = date::sys_seconds(std::chrono::floor<std::chrono::seconds>(Micros{at.micros}));
    local += Micros(named->get_info(point).offset).count();
  } else {
    local += std::int64_t{resolve_local(at.micros, zone, zone).offset_minutes} * 60'000'000;
  }
  return std::chrono::floor<std::chrono::days>(std::chrono::sys_time<Micros>(Micros{local}));
}

std::int64_t wall_clock(Instant at, std::string_view zone) {
  if (const auto minutes = find_offset(zone)) return at.micros + std::int64_t{*minutes} * 60'000'000;
  const date::time_zone* known = find_iana(zone);
  if (known == nullptr) return at.micros;
  const auto info = known->get_info(date::sys_seconds(std::chrono::floor<std::chrono::seconds>(Micros{at.micros})));
  return at.micros + Micros(info.offset).count();
}

}  // namespace debrief
