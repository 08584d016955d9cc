// SPDX-License-Identifier: Apache-2.0
#include "logs/time/characters.hpp"
#include "logs/time/stamp_forms.hpp"
#include "logs/time/stamp_words.hpp"

#include <algorithm>

namespace debrief::logs {
namespace {

std::size_t digits_at(std::string_view text, std::size_t at) {
  std::size_t end = at;
  while (end < text.size() && is_digit(text[end])) ++end;
  return end - at;
}

// ".123", ",123", or ":123", in which the number may lack its leading zeros when the rest of the time does.
void match_fraction(StampMatch& match, bool unpadded) {
  const std::string_view rest = match.rest();
  if (rest.size() < 2) return;
  const std::size_t digits = digits_at(rest, 1);
  if (rest.front() == ':' && (digits == 3 || (unpadded && digits > 0 && digits < 3))) {
    match.take(StampPart::literal, 1);
    match.take(StampPart::milliseconds_of_second, digits, unpadded ? 1 : 3, 3);
  } else if ((rest.front() == '.' || rest.front() == ',') && digits > 0 && digits <= 12) {
    match.take(StampPart::literal, 1);
    match.take(StampPart::fraction, digits, 1, 12);
  }
}

void match_half(StampMatch& match) {
  const std::string_view rest = match.rest();
  const std::size_t blank = !rest.empty() && rest.front() == ' ' ? 1 : 0;
  if (rest.size() < blank + 2 || lower(rest[blank + 1]) != 'm') return;
  if (lower(rest[blank]) != 'a' && lower(rest[blank]) != 'p') return;
  if (rest.size() > blank + 2 && is_letter_or_digit(rest[blank + 2])) return;
  for (std::size_t i = 0; i < match.count; ++i) {
    if (match.pieces[i].part == StampPart::hour2) match.pieces[i].part = StampPart::hour12;
  }
  if (blank > 0) match.take(StampPart::literal, 1);
  match.take(StampPart::half, 2);
}

void match_zone(StampMatch& match) {
  const std::string_view rest = match.rest();
  const std::size_t blank = !rest.empty() && rest.front() == ' ' ? 1 : 0;
  const std::optional<StampWord> zone = find_zone(rest.substr(blank));
  if (!zone) return;
  if (blank > 0) match.take(StampPart::literal, 1);
  match.take(StampPart::zone, zone->length);
}

// The year after the time, as ctime() and date(1) write it.
void match_year_behind(StampMatch& match) {
  StampMatch with_year = match;
  if (!match_form(with_year, " Y")) return;
  if (with_year.at < with_year.line.size() && is_letter_or_digit(with_year.line[with_year.at])) return;
  with_year.full_date = true;
  match = with_year;
}

}  // namespace

bool match_time(StampMatch& match, std::string_view form) {
  if (!match_form(match, form)) return false;
  const std::string_view rest = match.rest();
  if (!rest.empty() && is_digit(rest.front())) {
    const bool compact = form == "HMS" && digits_at(rest, 0) == 3;
    if (!compact) return false;
    match.take(StampPart::fraction, 3, 1, 12);
  }
  match_fraction(match, form == "U:V:W");
  match_half(match);
  match_zone(match);
  const auto named = [](const StampPiece& piece) { return piece.part == StampPart::month_name; };
  const auto* const begin = match.pieces.cbegin();
  if (!match.full_date && std::any_of(begin, begin + match.count, named)) match_year_behind(match);
  return true;
}

}  // namespace debrief::logs
