// SPDX-License-Identifier: Apache-2.0
#include "logs/time/characters.hpp"
#include "logs/time/civil_time.hpp"
#include "logs/time/stamp_forms.hpp"
#include "logs/time/stamp_words.hpp"

#include <algorithm>

namespace debrief::logs {
namespace {

constexpr std::size_t kLookedAt = 1024;
constexpr std::int64_t kFirstCount = 978'307'200 * kSecond;  // 2001

bool ends_terminal_code(std::string_view line, std::size_t at) {
  std::size_t begin = at;
  while (begin > 0 && at - begin < 12 && (is_digit(line[begin - 1]) || line[begin - 1] == ';')) --begin;
  return begin >= 2 && line[begin - 1] == '[' && line[begin - 2] == '\x1b';
}

// The character before a place where a stamp may begin, 0 at the beginning of the line; absent inside a word or number.
std::optional<char> boundary_at(std::string_view line, std::size_t at) {
  if (at == 0) return char{0};
  const char before = line[at - 1];
  if (is_digit(before)) return std::nullopt;
  if (before == ':' && at > 1 && is_letter(line[at - 2])) return ' ';  // "debug:11/23/2026 10:42:33"
  if (!is_letter(before)) return before;
  if (ends_terminal_code(line, at - 1)) return ' ';
  const bool alone = at == 1 || !is_letter_or_digit(line[at - 2]);
  if (alone && is_digit(line[at])) return before;  // "I1123 10:42:33": a letter for the level
  return std::nullopt;
}

bool may_begin_word(std::string_view rest) {
  if (rest.size() < 8 || !is_letter(rest.front())) return false;
  return find_month(rest) || find_weekday(rest);
}

bool is_between(const StampReading& reading, const StampLayout& layout) {
  const StampPart first = layout.fields.front().part;
  const bool count = first >= StampPart::seconds && first <= StampPart::nanoseconds;
  return !count || reading.nanoseconds >= kFirstCount;
}

std::optional<FoundLayout> stamp_at(std::string_view line, std::size_t at, char before) {
  StampMatch match{.line = line, .begin = at, .at = at};
  if (!match_calendar_stamp(match, before) && (is_letter(line[at]) || !match_count(match, before))) return std::nullopt;
  FoundLayout found{static_cast<std::uint32_t>(at), 0, match.layout(), {}};
  const std::optional<StampReading> reading = StampReader(found.layout).read(line.substr(at));
  if (!reading || !is_between(*reading, found.layout)) return std::nullopt;
  found.reading = *reading;
  found.length = reading->length;
  return found;
}

}  // namespace

std::vector<FoundLayout> find_stamps(std::string_view line) {
  std::vector<FoundLayout> found;
  line = line.substr(0, kLookedAt);
  for (std::size_t at = 0; at < line.size();) {
    const bool likely = is_digit(line[at]) || line[at] == '@' || is_letter(line[at]);
    const std::optional<char> before = likely ? boundary_at(line, at) : std::nullopt;
    std::optional<FoundLayout> stamp;
    if (before && (!is_letter(line[at]) || may_begin_word(line.substr(at)))) stamp = stamp_at(line, at, *before);
    at += stamp ? stamp->length : 1;
    if (stamp) found.push_back(std::move(*stamp));
  }
  return found;
}

}  // namespace debrief::logs
