// SPDX-License-Identifier: Apache-2.0
#include "logs/time/characters.hpp"
#include "logs/time/stamp_forms.hpp"
#include "logs/time/stamp_words.hpp"

#include <algorithm>
#include <span>

namespace debrief::logs {
namespace {

struct DateForm {
  std::string_view form;
  std::size_t digits;           // that the text begins with: 0 for a word, 1 for one or two
  std::string_view separators;  // to the time, a character each; "~" for none
  bool full = true;             // names the year
};

// In the order of preference among stamps of the same length.
constexpr std::array kDates{
    DateForm{"Y-m-d", 4, "T _-:.,\t"}, DateForm{"Y/n/e", 4, "T _-:,\t"}, DateForm{"Y.n.e", 4, "T _-:,\t"},
    DateForm{"Y-j", 4, "T "},          DateForm{"Y B e", 4, " "},        DateForm{"Y-B-e", 4, " "},
    DateForm{"md", 4, " ", false},     DateForm{"Ymd", 8, "T-_ .~"},     DateForm{"Ymd", 14, "~"},
    DateForm{"Ymd", 17, "~"},          DateForm{"ymd", 6, " _"},         DateForm{"y/m/d", 1, " ,"},
    DateForm{"y-m-d", 1, " T"},        DateForm{"n/e/Y", 1, " ,-:\t"},   DateForm{"e/n/Y", 1, " ,-:\t"},
    DateForm{"e.n.Y", 1, " ,\t"},      DateForm{"n-e-Y", 1, " ,"},       DateForm{"e-n-Y", 1, " ,"},
    DateForm{"n/e/y", 1, " ,"},        DateForm{"e/n/y", 1, " ,"},       DateForm{"e.n.y", 1, " ,"},
    DateForm{"e/B/Y", 1, ": "},        DateForm{"e-B-Y", 1, " :T"},      DateForm{"e B Y", 1, " ,"},
    DateForm{"e-B-y", 1, " "},         DateForm{"e B y", 1, " "},        DateForm{"e B", 1, " ", false},
    DateForm{"m-d", 1, " ", false},    DateForm{"m.d", 1, " ", false},   DateForm{"d.m", 1, " ", false},
    DateForm{"m/d", 1, " ", false},    DateForm{"d/m", 1, " ", false},   DateForm{"B e Y", 0, " "},
    DateForm{"B e, Y", 0, " ,"},       DateForm{"B-d", 0, " ", false},   DateForm{"B e", 0, " ,", false},
    DateForm{"a B e Y", 0, " "},       DateForm{"a B e", 0, " ", false}, DateForm{"a, e B Y", 0, " "},
    DateForm{"a, B e Y", 0, " "},      DateForm{"a, e-B-y", 0, " "},     DateForm{"a e B Y", 0, " "},
    DateForm{"a, B e, Y", 0, " ,"},
};

constexpr std::array<std::string_view, 3> kUsualTimes{"I:M:S", "HMS", "I:M"};
constexpr std::array<std::string_view, 2> kDottedTimes{"H.M.S", "I:M:S"};
constexpr std::array<std::string_view, 1> kUnpaddedTimes{"U:V:W"};
constexpr std::array<std::string_view, 1> kShortTimes{"I:M:S"};
constexpr std::array<std::string_view, 1> kCompactTimes{"HMS"};

std::span<const std::string_view> times_after(const DateForm& date, char separator) {
  if (separator == '~') return kCompactTimes;
  if (!date.full) return kShortTimes;
  if (date.form == "Ymd" && separator == '-') return kUnpaddedTimes;
  if (date.form == "Y-m-d" && separator == '-') return kDottedTimes;
  return kUsualTimes;
}

// More blanks, and what colours a terminal, between date and time.
void match_more_space(StampMatch& match) {
  const std::string_view rest = match.rest();
  std::size_t end = 0;
  while (end < rest.size() && end < 32) {
    if (rest[end] == ' ' && end + 1 < rest.size() && (rest[end + 1] == ' ' || rest[end + 1] == '\x1b')) {
      ++end;
    } else if (rest.substr(end, 2) == "\x1b[") {
      std::size_t letter = end + 2;
      while (letter < rest.size() && (is_digit(rest[letter]) || rest[letter] == ';')) ++letter;
      if (letter >= rest.size() || !is_letter(rest[letter])) break;
      end = letter + 1;
    } else {
      break;
    }
  }
  if (end > 0 && rest.substr(0, end).find('\x1b') != std::string_view::npos) match.take(StampPart::literal, end);
}

// Lengthens `best` when `date` goes on with a time.
void match_times(StampMatch& best, const StampMatch& date, const DateForm& form) {
  for (const char separator : form.separators) {
    StampMatch separated = date;
    separated.full_date = form.full;
    if (separator != '~') {
      if (separated.rest().empty() || separated.rest().front() != separator) continue;
      separated.take(StampPart::literal, 1);
      if (separator == ' ') match_more_space(separated);
      if (separator == ',' && !separated.rest().empty() && separated.rest().front() == ' ')
        separated.take(StampPart::literal, 1);
    }
    for (const std::string_view time : times_after(form, separator)) {
      StampMatch whole = separated;
      if (match_time(whole, time) && whole.at > best.at) best = whole;
    }
    return;
  }
}

// Alone, a time of day needs its seconds and two digits for the hour, and must not be part of an address.
void match_time_alone(StampMatch& best, const StampMatch& start, char before) {
  if (before == ':' || before == '.' || before == '-' || before == '/') return;
  StampMatch time = start;
  if (match_time(time, "H:M:S") && time.at > best.at &&
      (time.at >= time.line.size() ||
       (time.rest().front() != ':' || !(time.rest().size() > 1 && hex_digit(time.rest()[1]) >= 0))))
    best = time;
  StampMatch minutes = start;
  if ((before != 0 && before != ' ') || !match_time(minutes, "M:S") || minutes.at <= best.at) return;
  const StampPiece& last = minutes.pieces[minutes.count - 1];
  if (last.part == StampPart::fraction && last.length >= 3) best = minutes;
}

bool may_begin(const DateForm& form, std::size_t digits, char before) {
  if (form.digits == 1) return (digits == 1 || digits == 2) && !is_letter(before);
  if (form.digits != digits) return false;
  const bool marked = before == 'I' || before == 'W' || before == 'E' || before == 'F' || before == 'D';
  if (form.form == "md") return marked;
  return !is_letter(before) || (marked && form.digits == 8);
}

}  // namespace

bool match_calendar_stamp(StampMatch& match, char before) {
  std::size_t digits = 0;
  while (digits < 18 && match.at + digits < match.line.size() && is_digit(match.line[match.at + digits])) ++digits;
  const bool joined = before == '.' || before == '-' || before == '/' || before == ':' || before == '_';
  StampMatch best = match;
  for (const DateForm& form : kDates) {
    if (!may_begin(form, digits, before) || (joined && digits < 4)) continue;
    StampMatch date = match;
    if (match_form(date, form.form)) match_times(best, date, form);
  }
  if (digits == 2 && !is_letter(before)) match_time_alone(best, match, before);
  if (best.at == match.at) return false;
  match = best;
  return true;
}

bool match_count(StampMatch& match, char before) {
  constexpr std::string_view kBefore{"\0 \t([{<\"':=,|;+@", 16};
  const std::string_view rest = match.rest();
  if (rest.size() > 24 && rest.front() == '@' && rest.starts_with("@4")) {
    const auto hex = [&](std::size_t at) { return hex_digit(rest[at]) >= 0; };
    for (std::size_t at = 1; at < 25; ++at)
      if (!hex(at)) return false;
    match.take(StampPart::literal, 1);
    match.take(StampPart::tai64_seconds, 16);
    match.take(StampPart::hex_nanoseconds, 8);
    return true;
  }
  std::size_t digits = 0;
  while (digits < rest.size() && digits < 20 && is_digit(rest[digits])) ++digits;
  if (digits < 9 || kBefore.find(before) == std::string_view::npos) return false;
  if (digits < rest.size() && (is_letter(rest[digits]) || rest[digits] == '_' || rest[digits] == '-')) return false;
  struct Unit {
    StampPart part;
    std::uint8_t least, most;
  };
  constexpr std::array<Unit, 4> kUnits{{{StampPart::seconds, 9, 10},
                                        {StampPart::milliseconds, 12, 13},
                                        {StampPart::microseconds, 15, 16},
                                        {StampPart::nanoseconds, 18, 19}}};
  for (const Unit& unit : kUnits) {
    if (digits != unit.least && digits != unit.most) continue;
    match.take(unit.part, digits, unit.least, unit.most);
    std::size_t more = 1;
    while (digits + more < rest.size() && is_digit(rest[digits + more])) ++more;
    if (unit.part == StampPart::seconds && more > 1 && more < 14 && rest[digits] == '.') {
      const std::size_t end = digits + more;
      if (end + 1 < rest.size() && rest[end] == '.' && is_digit(rest[end + 1]))
        return false;  // an address or a version
      match.take(StampPart::literal, 1);
      match.take(StampPart::fraction, more - 1, 1, 12);
    }
    return true;
  }
  return false;
}

}  // namespace debrief::logs
