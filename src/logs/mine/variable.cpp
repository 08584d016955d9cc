// SPDX-License-Identifier: Apache-2.0
#include "logs/mine/variable.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "logs/time/characters.hpp"

namespace debrief::logs {

namespace {

using enum VariableType;

bool is_hex(char c) {
  return hex_digit(c) >= 0;
}
bool is_any_of(char c, std::string_view set) {
  return set.find(c) != std::string_view::npos;
}

std::size_t count_of(std::string_view word, char c) {
  return static_cast<std::size_t>(std::count(word.begin(), word.end(), c));
}

/// What of the word comes after the digits, points and commas that it begins with; absent when it begins otherwise.
std::optional<std::string_view> behind_number(std::string_view word) {
  if (!word.empty() && is_any_of(word[0], "+-<>~")) word.remove_prefix(1);
  if (word.empty() || !(is_digit(word[0]) || (word[0] == '.' && word.size() > 1 && is_digit(word[1])))) return {};
  std::size_t end = 0;
  while (end < word.size() && (is_digit(word[end]) || is_any_of(word[end], ".,"))) ++end;
  return word.substr(end);
}

bool is_uuid(std::string_view word) {
  if (word.size() != 36) return false;
  for (std::size_t i = 0; i < word.size(); ++i) {
    const bool dash = i == 8 || i == 13 || i == 18 || i == 23;
    if (dash ? word[i] != '-' : !is_hex(word[i])) return false;
  }
  return true;
}

/// "0xc0ffee", "5f3a", "deadbeef", "00:1b:44:11:3a:b7". Letters alone must be many not to be a word.
bool is_hexadecimal(std::string_view word, bool holds_digit) {
  if (word.starts_with("0x") || word.starts_with("0X")) return std::all_of(word.begin() + 2, word.end(), is_hex);
  const char separator = word.size() >= 11 && is_any_of(word[2], ":-") ? word[2] : '\0';
  if (separator != '\0' && word.size() % 3 == 2) {
    for (std::size_t i = 0; i < word.size(); ++i)
      if (i % 3 == 2 ? word[i] != separator : !is_hex(word[i])) return false;
    return true;
  }
  return word.size() >= (holds_digit ? 4U : 8U) && std::all_of(word.begin(), word.end(), is_hex);
}

/// "10.0.0.7", "/10.0.0.7:50010", "10.0.0.0/8", "fe80::1".
bool is_address(std::string_view word) {
  if (word.starts_with('/')) word.remove_prefix(1);
  const bool plain = std::all_of(word.begin(), word.end(), [](char c) { return is_digit(c) || is_any_of(c, ".:/"); });
  if (plain && count_of(word, '.') == 3 && count_of(word, ':') <= 1 && word.find('.') <= 3) return true;
  return count_of(word, ':') >= 2 && (word.find("::") != std::string_view::npos || count_of(word, ':') == 7) &&
         std::all_of(word.begin(), word.end(), [](char c) { return is_hex(c) || c == ':'; }) &&
         std::any_of(word.begin(), word.end(), is_digit);
}

bool is_path(std::string_view word) {
  if (word.size() < 2) return false;
  if (word[0] == '/' || word.starts_with("./") || word.starts_with("../") || word.starts_with("~/")) return true;
  if (word.size() > 2 && is_letter(word[0]) && word[1] == ':' && is_any_of(word[2], "\\/")) return true;
  return count_of(word, '/') >= 2 || count_of(word, '\\') >= 2;
}

/// "12:30", "12:30:05.120": colons between digits.
bool is_clock(std::string_view word) {
  return count_of(word, ':') >= 1 && count_of(word, ':') <= 2 && word.size() >= 4 && is_digit(word.back()) &&
         std::all_of(word.begin(), word.end(), [](char c) { return is_digit(c) || is_any_of(c, ":.,"); });
}

bool is_email(std::string_view word) {
  const std::size_t at = word.find('@');
  return at != std::string_view::npos && at > 0 && at + 1 < word.size() && is_letter(word[at + 1]);
}

/// Labels with at least two points between them; Android writes "org.example.app/.Main".
bool is_qualified_name(std::string_view word) {
  if (count_of(word, '.') < 2 || word.front() == '.' || word.back() == '.') return false;
  if (word.find("..") != std::string_view::npos) return false;
  return std::all_of(word.begin(), word.end(),
                     [](char c) { return is_letter(c) || is_digit(c) || is_any_of(c, ".-_$/"); });
}

bool names_failure(std::string_view word) {
  return word.ends_with("Exception") || word.ends_with("Error") || word.ends_with("Throwable");
}

VariableType type_with_digit(std::string_view word) {
  if (is_address(word)) return ip;
  if (const auto rest = behind_number(word)) {
    if (rest->empty() || *rest == "%") return number;
    if (const auto unit = type_of_unit(*rest)) return *unit;
  }
  if (is_uuid(word)) return uuid;
  if (is_clock(word)) return duration;
  if (is_hexadecimal(word, true)) return hex;
  if (is_path(word)) return path;
  if (is_email(word)) return email;
  return is_qualified_name(word) ? host : id;
}

}  // namespace

std::string_view placeholder(VariableType type) {
  static constexpr std::array<std::string_view, 13> kNames = {"<*>",    "<num>",   "<hex>",      "<uuid>", "<ip>",
                                                              "<path>", "<url>",   "<duration>", "<size>", "<quoted>",
                                                              "<host>", "<email>", "<id>"};
  return kNames[static_cast<std::size_t>(type)];
}

std::optional<VariableType> variable_type(std::string_view word) {
  if (word.empty()) return {};
  if (word.find("://") != std::string_view::npos) return url;
  if (std::any_of(word.begin(), word.end(), is_digit)) return type_with_digit(word);
  for (const std::string_view constant : {"true", "false", "null", "nil", "True", "False", "TRUE", "FALSE", "NULL"})
    if (word == constant) return any;
  if (is_path(word)) return path;
  if (is_email(word)) return email;
  if (is_qualified_name(word) && !names_failure(word)) return host;
  if (is_hexadecimal(word, false)) return hex;
  return {};
}

std::optional<VariableType> type_of_unit(std::string_view word) {
  static constexpr std::array<std::string_view, 26> kDurations = {
      "ns",    "us",   "ms",     "s",       "sec",          "secs",        "second",       "seconds", "second(s)",
      "min",   "mins", "minute", "minutes", "minute(s)",    "h",           "hr",           "hrs",     "hour",
      "hours", "day",  "days",   "millis",  "milliseconds", "millisecond", "microseconds", "msec"};
  static constexpr std::array<std::string_view, 20> kSizes = {"B",   "KB",  "MB", "GB",   "TB",    "KiB",  "MiB",
                                                              "GiB", "TiB", "kB", "kb",   "mb",    "Kb",   "Mb",
                                                              "K",   "M",   "G",  "byte", "bytes", "Bytes"};
  if (std::find(kDurations.begin(), kDurations.end(), word) != kDurations.end()) return duration;
  if (std::find(kSizes.begin(), kSizes.end(), word) != kSizes.end()) return size;
  return {};
}

bool is_part_of_date(std::string_view word) {
  static constexpr std::array<std::string_view, 19> kNames = {
      "January",   "February",  "March",   "April",    "May",      "June",   "July",
      "August",    "September", "October", "November", "December", "Monday", "Tuesday",
      "Wednesday", "Thursday",  "Friday",  "Saturday", "Sunday"};
  return std::any_of(kNames.begin(), kNames.end(),
                     [&](std::string_view name) { return word == name || word == name.substr(0, 3); });
}

}  // namespace debrief::logs
