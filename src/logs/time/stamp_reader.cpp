// SPDX-License-Identifier: Apache-2.0
#include "logs/time/characters.hpp"
#include "logs/time/civil_time.hpp"
#include "logs/time/layout.hpp"
#include "logs/time/stamp_words.hpp"

#include <algorithm>
#include <cstring>

namespace debrief::logs {
namespace {

constexpr int kYearOfYearless = 1972;
constexpr std::int64_t kTai64Epoch = (std::int64_t{1} << 62) + 10;
constexpr std::size_t kMostFractionDigits = 30;
constexpr std::uint64_t kMostNumber = 9'000'000'000'000'000'000;
constexpr std::int64_t kLastSecond = 4'102'444'800;  // of 2099

// The parts of one stamp as they are read.
struct Parts {
  int year = kYearOfYearless, month = 1, day = 1, day_of_year = 0, hour = 0, minute = 0, second = 0;
  int half = -1;  // 1 after noon
  int offset_minutes = 0;
  std::int64_t fraction = 0;    // nanoseconds
  std::int64_t since_1970 = 0;  // nanoseconds
  bool has_year = false, has_date = false, has_zone = false, is_count = false, has_fraction = false;
  std::size_t second_end = 0;  // where the second ends, 0 when there is none
};

// Digits at `at`, which moves behind them; -1 when there are fewer than `least`. A digit after `most` is one too many.
std::int64_t take_number(std::string_view text, std::size_t& at, std::size_t least, std::size_t most, bool exact_end) {
  const std::size_t end = std::min(text.size(), at + most);
  std::size_t i = at;
  std::uint64_t value = 0;
  for (; i < end && is_digit(text[i]); ++i) value = value * 10 + static_cast<std::uint64_t>(text[i] - '0');
  if (i - at < least || (exact_end && i < text.size() && is_digit(text[i]))) return -1;
  at = i;
  return value > kMostNumber ? -1 : static_cast<std::int64_t>(value);
}

// Not memcmp: the call would take longer than the comparison.
bool same_bytes(const char* a, const char* b, std::size_t length) {
  std::size_t i = 0;
  for (; i + 8 <= length; i += 8) {
    std::uint64_t x = 0, y = 0;
    std::memcpy(&x, a + i, 8);
    std::memcpy(&y, b + i, 8);
    if (x != y) return false;
  }
  for (; i < length; ++i)
    if (a[i] != b[i]) return false;
  return true;
}

std::int64_t take_hex(std::string_view text, std::size_t& at, std::size_t digits) {
  if (text.size() < at + digits) return -1;
  std::uint64_t value = 0;
  for (const std::size_t end = at + digits; at < end; ++at) {
    const int digit = hex_digit(text[at]);
    if (digit < 0) return -1;
    value = (value << 4) | static_cast<std::uint64_t>(digit);
  }
  return value > kMostNumber ? -1 : static_cast<std::int64_t>(value);
}

// Nanoseconds; -1 when there is no digit.
std::int64_t take_fraction(std::string_view text, std::size_t& at) {
  constexpr std::array<std::int64_t, 10> kScale{1'000'000'000, 100'000'000, 10'000'000, 1'000'000, 100'000,
                                                10'000,        1'000,       100,        10,        1};
  std::int64_t value = 0;
  std::size_t digits = 0;
  while (at < text.size() && is_digit(text[at]) && digits < kMostFractionDigits) {
    if (digits < 9) value = value * 10 + (text[at] - '0');
    ++digits;
    ++at;
  }
  return digits == 0 ? -1 : value * kScale[std::min<std::size_t>(digits, 9)];
}

bool take_small(int& to, std::string_view text, std::size_t& at, const StampField& field, int lowest, int highest) {
  if (field.least == 1 && at < text.size() && text[at] == ' ') ++at;  // padded by a blank
  const std::int64_t value = take_number(text, at, field.least, field.most, false);
  to = static_cast<int>(value);
  return value >= lowest && value <= highest;
}

bool take_count(Parts& parts, std::string_view text, std::size_t& at, const StampField& field, std::int64_t scale) {
  const std::int64_t value = take_number(text, at, field.least, field.most, true);
  parts.is_count = true;
  if (value < 0 || value > kLastSecond * (kSecond / scale)) return false;
  parts.since_1970 = value * scale;
  return true;
}

bool take_half(Parts& parts, std::string_view text, std::size_t& at) {
  if (text.size() < at + 2 || lower(text[at + 1]) != 'm') return false;
  const char first = lower(text[at]);
  parts.half = first == 'p' ? 1 : 0;
  at += 2;
  return first == 'a' || first == 'p';
}

bool take_word(int& value, const std::optional<StampWord>& word, std::size_t& at) {
  if (!word) return false;
  value = word->value;
  at += word->length;
  return true;
}

bool take_literal(const StampField& field, std::string_view text, std::size_t& at) {
  if (text.substr(at, field.text.size()) != field.text) return false;
  at += field.text.size();
  return true;
}

bool take_date_field(Parts& parts, const StampField& field, std::string_view text, std::size_t& at) {
  int ignored = 0;
  parts.has_date = true;
  switch (field.part) {
    case StampPart::year4: parts.has_year = true; return take_small(parts.year, text, at, field, 1, 9999);
    case StampPart::year2:
      parts.has_year = take_small(parts.year, text, at, field, 0, 99);
      parts.year += parts.year < 69 ? 2000 : 1900;
      return parts.has_year;
    case StampPart::month2: return take_small(parts.month, text, at, field, 1, 12);
    case StampPart::month_name: return take_word(parts.month, find_month(text.substr(at)), at);
    case StampPart::day2: return take_small(parts.day, text, at, field, 1, 31);
    case StampPart::day_of_year: return take_small(parts.day_of_year, text, at, field, 1, 366);
    default: return take_word(ignored, find_weekday(text.substr(at)), at);
  }
}

bool take_fine_field(Parts& parts, const StampField& field, std::string_view text, std::size_t& at) {
  if (parts.second_end == 0) parts.second_end = at;
  parts.has_fraction = true;
  if (field.part == StampPart::fraction) parts.fraction = take_fraction(text, at);
  if (field.part == StampPart::hex_nanoseconds) parts.fraction = take_hex(text, at, 8);
  if (field.part == StampPart::milliseconds_of_second)
    parts.fraction = take_number(text, at, field.least, field.most, true) * 1'000'000;
  return parts.fraction >= 0 && parts.fraction < kSecond;
}

bool take_tai64(Parts& parts, std::string_view text, std::size_t& at) {
  const std::int64_t label = take_hex(text, at, 16);
  parts.is_count = true;
  if (label < kTai64Epoch || label - kTai64Epoch > kLastSecond) return false;
  parts.since_1970 = (label - kTai64Epoch) * kSecond;
  return true;
}

bool take_field(Parts& parts, const StampField& field, std::string_view text, std::size_t& at) {
  switch (field.part) {
    case StampPart::literal: return take_literal(field, text, at);
    case StampPart::hour2: return take_small(parts.hour, text, at, field, 0, 23);
    case StampPart::hour12: return take_small(parts.hour, text, at, field, 1, 12);
    case StampPart::minute2: return take_small(parts.minute, text, at, field, 0, 59);
    case StampPart::second2: {
      const bool good = take_small(parts.second, text, at, field, 0, 60);
      parts.second_end = at;
      return good;
    }
    case StampPart::half: return take_half(parts, text, at);
    case StampPart::zone: parts.has_zone = true; return take_word(parts.offset_minutes, find_zone(text.substr(at)), at);
    case StampPart::fraction:
    case StampPart::milliseconds_of_second:
    case StampPart::hex_nanoseconds: return take_fine_field(parts, field, text, at);
    case StampPart::seconds: return take_count(parts, text, at, field, kSecond);
    case StampPart::milliseconds: return take_count(parts, text, at, field, 1'000'000);
    case StampPart::microseconds: return take_count(parts, text, at, field, 1'000);
    case StampPart::nanoseconds: return take_count(parts, text, at, field, 1);
    case StampPart::tai64_seconds: return take_tai64(parts, text, at);
    default: return take_date_field(parts, field, text, at);
  }
}

// Without the fraction. Absent for a day that is not in the calendar.
std::optional<StampReading> whole_seconds(const Parts& parts) {
  StampReading reading;
  reading.zoned = parts.has_zone || parts.is_count;
  if (parts.is_count) {
    reading.nanoseconds = parts.since_1970;
    return reading;
  }
  int hour = parts.hour;
  if (parts.half >= 0) hour = hour % 12 + 12 * parts.half;
  std::int64_t days = 0;
  if (parts.has_date && parts.day_of_year > 0) {
    if (parts.day_of_year > (is_leap_year(parts.year) ? 366 : 365)) return std::nullopt;
    days = days_since_1970(parts.year, 1, 1) + parts.day_of_year - 1;
  } else if (parts.has_date) {
    if (parts.day > days_in_month(parts.year, parts.month)) return std::nullopt;
    days = days_since_1970(parts.year, parts.month, parts.day);
  }
  constexpr std::int64_t kMostDays = 105'000;  // 2257, years before 64 bits of nanoseconds end
  if (days > kMostDays || days < -kMostDays) return std::nullopt;
  const std::int64_t minutes = std::int64_t{hour} * 60 + parts.minute - parts.offset_minutes;
  reading.nanoseconds = (days * kDaySeconds + minutes * 60 + parts.second) * kSecond;
  reading.dateless = !parts.has_date;
  reading.yearless = parts.has_date && !parts.has_year;
  return reading;
}

}  // namespace

StampReader::StampReader(StampLayout layout) : layout_(std::move(layout)) {
  const auto& fields = layout_.fields;
  const auto second =
      std::find_if(fields.begin(), fields.end(), [](const StampField& f) { return f.part == StampPart::second2; });
  if (second == fields.end()) return;
  const auto rest = static_cast<std::size_t>(fields.end() - second) - 1;
  const auto is_fine = [](const StampField& f) {
    return f.part == StampPart::fraction || f.part == StampPart::milliseconds_of_second;
  };
  has_fraction_ = rest >= 2 && second[1].part == StampPart::literal && second[1].text.size() == 1 &&
                  second[2].part == StampPart::fraction;
  if (has_fraction_) fraction_mark_ = second[1].text.front();
  can_remember_ = has_fraction_ || std::none_of(second, fields.end(), is_fine);
}

bool StampReader::read_near(std::string_view text, StampReading& reading) const {
  if (text.size() < prefix_length_ + tail_length_ || !same_bytes(text.data(), prefix_.data(), prefix_length_))
    return false;
  reading = last_;
  std::size_t at = prefix_length_;
  if (has_fraction_) {
    if (at >= text.size() || text[at] != fraction_mark_) return false;
    const std::int64_t fraction = take_fraction(text, ++at);
    if (fraction < 0) return false;
    reading.nanoseconds += fraction;
  }
  if (tail_length_ > 0) {
    if (text.size() - at < tail_length_ || !same_bytes(text.data() + at, tail_.data(), tail_length_)) return false;
    at += tail_length_;
  }
  // A letter or digit may go on with what the last stamp ended in: read_whole tells.
  if (at < text.size() && (tail_length_ > 0 ? is_letter_or_digit(text[at]) : is_digit(text[at]))) return false;
  reading.length = static_cast<std::uint32_t>(at);
  return true;
}

void StampReader::remember(std::string_view text, std::size_t second_end, const StampReading& reading,
                           std::int64_t fraction) {
  prefix_length_ = 0;
  std::size_t tail_at = second_end;
  if (has_fraction_) (void)take_fraction(text, ++tail_at);
  const std::size_t tail_length = reading.length - tail_at;
  if (second_end > kLongest || tail_length > kLongest) return;
  std::copy_n(text.data(), second_end, prefix_.data());
  std::copy_n(text.data() + tail_at, tail_length, tail_.data());
  prefix_length_ = second_end;
  tail_length_ = tail_length;
  last_ = reading;
  last_.nanoseconds -= fraction;
}

std::optional<StampReading> StampReader::read_whole(std::string_view text) {
  Parts parts;
  std::size_t at = 0;
  for (const StampField& field : layout_.fields) {
    if (at > text.size() || !take_field(parts, field, text, at)) return std::nullopt;
  }
  if (at == 0 || (at < text.size() && is_digit(text[at]) && is_digit(text[at - 1]))) return std::nullopt;
  std::optional<StampReading> reading = whole_seconds(parts);
  if (!reading) return std::nullopt;
  reading->nanoseconds += parts.fraction;
  reading->length = static_cast<std::uint32_t>(at);
  if (can_remember_ && parts.second_end > 0) remember(text, parts.second_end, *reading, parts.fraction);
  return reading;
}

}  // namespace debrief::logs
