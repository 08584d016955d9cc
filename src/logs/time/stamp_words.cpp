// SPDX-License-Identifier: Apache-2.0
#include "logs/time/stamp_words.hpp"

#include "base/stamp_zones.hpp"
#include "logs/time/characters.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

namespace debrief::logs {
namespace {

struct MonthName {
  std::string_view name;  // in lower case
  int month;
};

constexpr std::array kMonths{
    MonthName{"jan", 1},     MonthName{"feb", 2},      MonthName{"mar", 3},       MonthName{"apr", 4},
    MonthName{"may", 5},     MonthName{"jun", 6},      MonthName{"jul", 7},       MonthName{"aug", 8},
    MonthName{"sep", 9},     MonthName{"oct", 10},     MonthName{"nov", 11},      MonthName{"dec", 12},
    MonthName{"january", 1}, MonthName{"february", 2}, MonthName{"march", 3},     MonthName{"april", 4},
    MonthName{"june", 6},    MonthName{"july", 7},     MonthName{"august", 8},    MonthName{"september", 9},
    MonthName{"sept", 9},    MonthName{"october", 10}, MonthName{"november", 11}, MonthName{"december", 12},
    MonthName{"mär", 3},     MonthName{"mrz", 3},      MonthName{"mai", 5},       MonthName{"okt", 10},
    MonthName{"dez", 12},    MonthName{"janv", 1},     MonthName{"févr", 2},      MonthName{"fév", 2},
    MonthName{"mars", 3},    MonthName{"avril", 4},    MonthName{"avr", 4},       MonthName{"juin", 6},
    MonthName{"juil", 7},    MonthName{"août", 8},     MonthName{"déc", 12},      MonthName{"ene", 1},
    MonthName{"abr", 4},     MonthName{"ago", 8},      MonthName{"dic", 12},      MonthName{"gen", 1},
    MonthName{"mag", 5},     MonthName{"giu", 6},      MonthName{"lug", 7},       MonthName{"set", 9},
    MonthName{"ott", 10},    MonthName{"fev", 2},      MonthName{"out", 10},
};
constexpr std::size_t kLongestName = 12;

constexpr std::array<std::string_view, 7> kWeekdays{"monday", "tuesday",  "wednesday", "thursday",
                                                    "friday", "saturday", "sunday"};

struct Word {
  std::array<char, kLongestName> lower{};
  std::size_t length = 0;
  [[nodiscard]] std::string_view view() const { return {lower.data(), length}; }
};

// The letters that the text begins with; bytes beyond ASCII count as letters. Empty when they are too many for a name.
Word take_word(std::string_view text) {
  Word word;
  while (word.length < text.size() && (is_letter(text[word.length]) || (text[word.length] & 0x80) != 0)) {
    if (word.length == kLongestName) return {};
    word.lower[word.length] = lower(text[word.length]);
    ++word.length;
  }
  return word;
}

bool ends_at(std::string_view text, std::size_t at) {
  return at >= text.size() || !is_letter_or_digit(text[at]);
}

std::optional<StampWord> find_numeric_zone(std::string_view text) {
  const auto pair = [&](std::size_t at) {
    return at + 1 < text.size() && is_digit(text[at]) && is_digit(text[at + 1]) ? two_digits(text.data() + at) : -1;
  };
  const int hours = pair(1);
  if (hours < 0 || hours > 14) return std::nullopt;
  const std::size_t minutes_at = text.size() > 3 && text[3] == ':' ? 4 : 3;
  const int minutes = pair(minutes_at);
  const int sign = text.front() == '-' ? -1 : 1;
  if (minutes >= 0 && minutes < 60 && ends_at(text, minutes_at + 2))
    return StampWord{sign * (hours * 60 + minutes), minutes_at + 2};
  if (!ends_at(text, 3)) return std::nullopt;
  return StampWord{sign * hours * 60, 3};
}

constexpr std::uint32_t packed(char a, char b, char c) {
  const auto byte = [](char letter) { return static_cast<std::uint32_t>(static_cast<unsigned char>(lower(letter))); };
  return byte(a) << 16 | byte(b) << 8 | byte(c);
}

// The commonest names, three letters that something other than a letter or dot ends, without a search in the tables.
int short_month(std::string_view text) {
  constexpr std::string_view kNames{"janfebmaraprmayjunjulaugsepoctnovdec"};
  if (text.size() < 4 || is_letter(text[3]) || text[3] == '.' || (text[3] & 0x80) != 0) return 0;
  const std::uint32_t wanted = packed(text[0], text[1], text[2]);
  for (std::size_t i = 0; i < kNames.size(); i += 3)
    if (packed(kNames[i], kNames[i + 1], kNames[i + 2]) == wanted) return static_cast<int>(i / 3) + 1;
  return 0;
}

bool is_short_weekday(std::string_view text) {
  constexpr std::string_view kNames{"montuewedthufrisatsun"};
  if (text.size() < 4 || is_letter(text[3]) || (text[3] & 0x80) != 0) return false;
  const std::uint32_t wanted = packed(text[0], text[1], text[2]);
  for (std::size_t i = 0; i < kNames.size(); i += 3)
    if (packed(kNames[i], kNames[i + 1], kNames[i + 2]) == wanted) return true;
  return false;
}

}  // namespace

std::optional<StampWord> find_month(std::string_view text) {
  if (const int month = short_month(text); month > 0) return StampWord{month, 3};
  const Word word = take_word(text);
  if (word.length < 3) return std::nullopt;
  const auto* const row =
      std::find_if(kMonths.begin(), kMonths.end(), [&](const MonthName& month) { return month.name == word.view(); });
  if (row == kMonths.end()) return std::nullopt;
  const bool dot = word.length < text.size() && text[word.length] == '.';
  return StampWord{row->month, word.length + (dot ? 1 : 0)};
}

std::optional<StampWord> find_weekday(std::string_view text) {
  if (is_short_weekday(text)) return StampWord{0, 3};
  const Word word = take_word(text);
  if (word.length < 3) return std::nullopt;
  const bool known = std::any_of(kWeekdays.begin(), kWeekdays.end(), [&](std::string_view name) {
    return name == word.view() || (word.length == 3 && name.starts_with(word.view()));
  });
  if (!known) return std::nullopt;
  return StampWord{0, word.length};
}

std::optional<StampWord> find_zone(std::string_view text) {
  if (text.empty()) return std::nullopt;
  if (text.front() == '+' || text.front() == '-') return find_numeric_zone(text);
  if (text.front() == 'Z' && ends_at(text, 1)) return StampWord{0, 1};
  std::size_t length = 0;
  while (length < text.size() && length < 6 && text[length] >= 'A' && text[length] <= 'Z') ++length;
  if (length < 3 || !ends_at(text, length)) return std::nullopt;
  for (const ZoneAbbreviation& zone : zone_abbreviations()) {
    if (!zone.generic && zone.name == text.substr(0, length)) return StampWord{zone.offset_minutes, length};
  }
  return std::nullopt;
}

}  // namespace debrief::logs
