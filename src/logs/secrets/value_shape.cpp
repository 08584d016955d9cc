// SPDX-License-Identifier: Apache-2.0
#include "logs/secrets/value_shape.hpp"

#include "logs/secrets/character.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>

namespace debrief::logs::secrets {
namespace {

constexpr std::array<std::string_view, 36> kStandIns = {
    "null",     "none",    "nil",       "true",     "false",       "undefined", "empty",    "redacted", "filtered",
    "hidden",   "masked",  "secret",    "password", "passwd",      "token",     "required", "missing",  "invalid",
    "expired",  "wrong",   "incorrect", "changed",  "unset",       "yes",       "no",       "string",   "object",
    "optional", "default", "disabled",  "enabled",  "placeholder", "removed",   "ok",       "provided", "n/a"};

bool is_one_byte_repeated(std::string_view value) {
  return value.find_first_not_of(value.front()) == std::string_view::npos;
}

bool is_bracketed(std::string_view value) {
  if (value.starts_with("${") || value.starts_with("$(") || value.starts_with("{{")) return true;
  constexpr std::string_view kOpen = "<{[(%$";
  return kOpen.find(value.front()) != std::string_view::npos &&
         (value.size() < 3 || std::string_view(">}])%").find(value.back()) != std::string_view::npos);
}

bool is_environment_name(std::string_view value) {
  return value.size() > 1 && value.front() == '$' &&
         std::all_of(value.begin() + 1, value.end(), [](char c) { return is_upper(c) || is_digit(c) || c == '_'; });
}

// "0x34ed9ac1c1e005e": the number of something.
bool is_hex_number(std::string_view value) {
  return value.size() <= 18 && value.size() > 2 && value[0] == '0' && lower(value[1]) == 'x' &&
         std::all_of(value.begin() + 2, value.end(), is_hex);
}

}  // namespace

bool is_placeholder(std::string_view value) {
  if (value.empty() || is_one_byte_repeated(value)) return true;
  if (is_bracketed(value) || is_environment_name(value)) return true;
  if (value.find("***") != std::string_view::npos || value.find("...") == 0) return true;
  if (value.starts_with("\xE2\x80\xA2") || value.starts_with("\xE2\x80\xA6")) return true;  // • and …
  return std::any_of(kStandIns.begin(), kStandIns.end(),
                     [&](std::string_view word) { return word.size() == value.size() && has_word_at(value, 0, word); });
}

double entropy(std::string_view value) {
  if (value.empty()) return 0;
  std::array<std::size_t, 256> counts = {};
  for (const char c : value) ++counts[static_cast<unsigned char>(c)];
  double bits = 0;
  for (const std::size_t count : counts) {
    if (count == 0) continue;
    const double share = static_cast<double>(count) / static_cast<double>(value.size());
    bits -= share * std::log2(share);
  }
  return bits;
}

bool looks_random(std::string_view value) {
  constexpr std::size_t kShortest = 10;
  constexpr std::size_t kLongest = 4'096;
  if (value.size() < kShortest || value.size() > kLongest || is_hex_number(value)) return false;
  std::size_t digits = 0, letters = 0, others = 0, turns = 0;
  char last = '\0';
  for (const char c : value) {
    const char kind = is_digit(c) ? '0' : is_upper(c) ? 'A' : is_lower(c) ? 'a' : '-';
    (kind == '0' ? digits : kind == '-' ? others : letters) += 1;
    if (kind != last && kind != '-' && last != '-' && last != '\0') ++turns;
    last = kind;
  }
  if (letters == 0 || digits + letters < kShortest || others * 4 > value.size()) return false;
  // A drawn text of letters and digits changes its kind about every second or third byte; a word with a number once.
  const bool mixed = turns * 6 >= digits + letters;
  return mixed && entropy(value) >= (value.size() >= 20 ? 3.0 : 2.7);
}

bool looks_like_name(std::string_view value) {
  std::size_t digits = 0;
  for (std::size_t at = 0; at < value.size(); ++at) {
    const char c = value[at];
    if (is_digit(c)) {
      if (++digits > 4) return false;
      if (is_letter(char_at(value, at + 1))) return false;
      continue;
    }
    digits = 0;
    if (is_upper(c) && is_lower(char_before(value, at))) return false;
    if (!is_letter(c) && std::string_view("-_./: ").find(c) == std::string_view::npos) return false;
  }
  return true;
}

bool is_uuid(std::string_view value) {
  if (value.size() != 36) return false;
  for (std::size_t at = 0; at < value.size(); ++at) {
    const bool dash = at == 8 || at == 13 || at == 18 || at == 23;
    if (dash ? value[at] != '-' : !is_hex(value[at])) return false;
  }
  return true;
}

}  // namespace debrief::logs::secrets
