// SPDX-License-Identifier: Apache-2.0
#include "logs/format/header_tokens.hpp"

#include "logs/time/characters.hpp"

#include <algorithm>
#include <array>

namespace debrief::logs {
namespace {

constexpr std::size_t kLongestGroup = 256;
constexpr std::size_t kLongestName = 120;
constexpr std::size_t kLongestLevel = 13;

bool is_blank(char c) {
  return c == ' ' || c == '\t';
}

// Words that are levels when written small, in the middle of nothing.
bool is_common_level(std::string_view word) {
  constexpr std::array<std::string_view, 13> kCommon{"trace", "debug", "info", "notice",   "warn",  "warning", "error",
                                                     "err",   "fatal", "crit", "critical", "emerg", "verbose"};
  const std::size_t digits = word.size() > 4 && is_digit(word.back()) ? 1 : 0;
  std::array<char, kLongestLevel> lowered{};
  std::transform(word.begin(), word.end() - static_cast<std::ptrdiff_t>(digits), lowered.begin(), lower);
  return std::find(kCommon.begin(), kCommon.end(), std::string_view(lowered.data(), word.size() - digits)) !=
         kCommon.end();
}

char closing_of(char open) {
  switch (open) {
    case '[': return ']';
    case '(': return ')';
    case '<': return '>';
    case '{': return '}';
    default: return 0;
  }
}

std::size_t end_of_word(std::string_view line, std::size_t at) {
  while (at < line.size() && is_letter_or_digit(line[at])) ++at;
  return at;
}

bool ends_token(std::string_view line, std::size_t at) {
  return at >= line.size() || is_blank(line[at]);
}

std::size_t end_of_level(std::string_view line, std::size_t at) {
  if (at < line.size() && (line[at] == ':' || line[at] == ',')) ++at;
  return at;
}

}  // namespace

std::string_view token_at(std::string_view line, std::size_t at) {
  std::size_t end = at;
  while (end < line.size() && !is_blank(line[end])) ++end;
  return line.substr(at, end - at);
}

std::string_view group_at(std::string_view line, std::size_t at) {
  if (at >= line.size()) return {};
  const char open = line[at];
  const char close = closing_of(open);
  if (close == 0) return {};
  int depth = 0;
  for (std::size_t i = at; i < line.size() && i - at < kLongestGroup; ++i) {
    if (line[i] == open) ++depth;
    if (line[i] == close && --depth == 0) return line.substr(at, i + 1 - at);
  }
  return {};
}

std::optional<LevelToken> level_at(std::string_view line, std::size_t at) {
  if (at >= line.size()) return std::nullopt;
  const char close = closing_of(line[at]);
  const std::size_t begin = close != 0 ? at + 1 : at;
  const std::size_t end = end_of_word(line, begin);
  if (end == begin || end - begin > kLongestLevel) return std::nullopt;
  const std::string_view word = line.substr(begin, end - begin);
  const Level level = level_named(word);
  if (level == Level::unknown) return std::nullopt;
  std::size_t after = end;
  if (close != 0) {
    while (after < line.size() && line[after] == ' ' && after < end + 8) ++after;  // "[INFO ]"
    if (after >= line.size() || line[after] != close) return std::nullopt;
    ++after;
  }
  const bool letter = word.size() == 1;
  const bool upper = std::none_of(word.begin(), word.end(), [](char c) { return c >= 'a' && c <= 'z'; });
  if (letter &&
      (!upper || word == "A" || (close == 0 && !ends_token(line, after) && line[after] != ',' && line[after] != '/')))
    return std::nullopt;
  if (close == 0 && !upper && !is_common_level(word)) return std::nullopt;
  if (close == 0 && after < line.size() && !is_blank(line[after]) &&
      std::string_view(":,|]/").find(line[after]) == std::string_view::npos)
    return std::nullopt;
  return LevelToken{level, begin - at, word.size(), end_of_level(line, after) - at, letter};
}

bool is_name(std::string_view token) {
  if (token.empty() || token.size() > kLongestName || !is_letter_or_digit(token.back() == ')' ? 'a' : token.back()))
    return !token.empty() && token.size() <= kLongestName && token.back() == '>' && is_letter(token.front());
  const auto belongs = [](char c) {
    return is_letter_or_digit(c) || std::string_view("._-$/@#()<>*:+").find(c) != std::string_view::npos;
  };
  return (is_letter_or_digit(token.front()) || token.front() == '/' || token.front() == '_') &&
         std::all_of(token.begin(), token.end(), belongs);
}

bool is_technical(std::string_view token) {
  if (!is_name(token)) return false;
  for (std::size_t i = 0; i < token.size(); ++i) {
    const char c = token[i];
    if (is_digit(c) || c == '$' || c == '_' || c == '/' || c == '#') return true;
    if (i > 0 && i + 1 < token.size() && (c == '.' || c == '-' || c == '@')) return true;
    if (c == ':' && i + 1 < token.size() && token[i + 1] == ':') return true;
    if (i > 0 && is_upper(c) && !is_upper(token[i - 1])) return true;
  }
  return false;
}

bool is_marker(std::string_view token) {
  return std::none_of(token.begin(), token.end(), [](char c) { return (c >= 'a' && c <= 'z') || (c & 0x80) != 0; });
}

std::optional<NameToken> name_with_colon(std::string_view line, std::size_t at) {
  const std::string_view token = token_at(line, at);
  if (token.size() < 2 || token.size() > kLongestName || token.back() != ':') return std::nullopt;
  NameToken found{token.substr(0, token.size() - 1), {}, token.size()};
  if (found.name.back() == ']') {
    const std::size_t open = found.name.rfind('[');
    if (open == std::string_view::npos || open == 0) return std::nullopt;
    found.pid = found.name.substr(open + 1, found.name.size() - open - 2);
    found.name = found.name.substr(0, open);
  }
  if (!is_name(found.name)) return std::nullopt;
  return found;
}

}  // namespace debrief::logs
