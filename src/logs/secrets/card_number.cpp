// SPDX-License-Identifier: Apache-2.0
#include "logs/secrets/card_number.hpp"

#include "logs/secrets/character.hpp"

#include <algorithm>
#include <array>
#include <string>

namespace debrief::logs::secrets {
namespace {

constexpr std::size_t kMostDigits = 19;

int first(std::string_view digits, std::size_t count) {
  int value = 0;
  for (const char c : digits.substr(0, count)) value = value * 10 + (c - '0');
  return value;
}

bool between(int value, int least, int most) {
  return value >= least && value <= most;
}

// Networks as their issuers' ranges are published; lengths that nobody issues any more are left out.
bool is_issued(std::string_view digits) {
  const std::size_t size = digits.size();
  const int two = first(digits, 2), three = first(digits, 3), four = first(digits, 4);
  if (two == 34 || two == 37) return size == 15;
  if (two == 36 || two == 38 || two == 39 || between(three, 300, 305)) return size == 14;
  if (size != 16 && size != 19) return false;
  if (digits[0] == '4') return true;
  if (two == 62 || two == 65 || three == 644 || between(three, 645, 649) || four == 6011 || between(four, 3528, 3589))
    return true;
  return size == 16 && (between(two, 51, 55) || between(four, 2221, 2720));
}

// The ways in which cards write their digits, the longest first.
constexpr std::array<std::array<std::size_t, 5>, 4> kGroups = {
    {{4, 4, 4, 4, 3}, {4, 4, 4, 4, 0}, {4, 6, 5, 0, 0}, {4, 6, 4, 0, 0}}};

// The digits of the groups, or nothing; `end` is set behind them.
std::string read_groups(std::string_view text, std::size_t at, const std::array<std::size_t, 5>& groups,
                        std::size_t& end) {
  std::string digits;
  const char separator = char_at(text, at + groups[0]);
  if (separator != ' ' && separator != '-') return {};
  for (std::size_t group = 0; group < groups.size() && groups[group] > 0; ++group) {
    if (group > 0 && char_at(text, at++) != separator) return {};
    for (std::size_t i = 0; i < groups[group]; ++i, ++at) {
      if (!is_digit(char_at(text, at))) return {};
      digits += text[at];
    }
  }
  end = at;
  return digits;
}

// "span_id": "4398…" numbers something else than a card.
bool is_said_to_be_id(std::string_view text, std::size_t begin) {
  constexpr std::size_t kMostSigns = 5;
  for (std::size_t i = 0;
       i < kMostSigns && begin > 0 && std::string_view(" =:\"'\\").find(text[begin - 1]) != std::string_view::npos; ++i)
    --begin;
  return begin >= 2 && has_word_at(text, begin - 2, "id");
}

bool is_card(std::string_view digits) {
  return digits.size() >= 14 && is_issued(digits) && passes_luhn(digits);
}

// What stands around ids, paths, fractions and negative numbers.
bool is_part_of_more(char before, char after, char after_next) {
  if (is_word(before) || std::string_view(".-/#@%+$&").find(before) != std::string_view::npos) return before != '\0';
  if (is_word(after) || after == '/' || after == '@' || after == '-') return after != '\0';
  return after == '.' && is_digit(after_next);
}

}  // namespace

bool passes_luhn(std::string_view digits) {
  int sum = 0;
  bool twice = false;
  for (auto c = digits.rbegin(); c != digits.rend(); ++c, twice = !twice) {
    const int value = (*c - '0') * (twice ? 2 : 1);
    sum += value > 9 ? value - 9 : value;
  }
  return !digits.empty() && sum % 10 == 0;
}

std::optional<Secret> read_card_number(std::string_view text, std::size_t begin) {
  const auto found = [&](std::size_t end) -> std::optional<Secret> {
    if (is_part_of_more(char_before(text, begin), char_at(text, end), char_at(text, end + 1))) return std::nullopt;
    return Secret{static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end - begin), "card-number"};
  };
  std::size_t end = begin;
  while (end - begin <= kMostDigits && is_digit(char_at(text, end))) ++end;
  // In one run, 19 digits are far more often an id.
  if (end - begin > 4) {
    const bool card =
        end - begin < kMostDigits && is_card(text.substr(begin, end - begin)) && !is_said_to_be_id(text, begin);
    return card ? found(end) : std::nullopt;
  }
  for (const auto& groups : kGroups) {
    const std::string digits = read_groups(text, begin, groups, end);
    if (!digits.empty() && is_card(digits) && found(end)) return found(end);
  }
  return std::nullopt;
}

}  // namespace debrief::logs::secrets
