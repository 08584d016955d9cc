// SPDX-License-Identifier: Apache-2.0
#include "connectors/notes/notes.hpp"

#include "base/stamp.hpp"
#include "base/text.hpp"

#include <array>

namespace debrief::connectors::notes {
namespace {

constexpr std::size_t kNameLimit = 40;
constexpr std::size_t kNameWords = 3;
constexpr std::size_t kZoneWithin = 4;  // words after "all times"

bool is_upper(char c) {
  return (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 0xC3;
}
bool is_nick(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-' ||
         c == '.' || static_cast<unsigned char>(c) >= 0x80;
}

std::string_view without_emphasis(std::string_view text) {
  while (!text.empty() && (text.front() == '*' || text.front() == '_' || text.front() == ' ')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == '*' || text.back() == '_' || text.back() == ' ')) text.remove_suffix(1);
  return text;
}

// One to three capitalised words, or one nick, with a bracketed addition: "Ana", "Ben (payments)", "Dr. No".
bool is_name(std::string_view name) {
  if (name.empty() || name.size() > kNameLimit) return false;
  const std::size_t bracket = name.find('(');
  if (bracket != std::string_view::npos && name.back() != ')') return false;
  const std::string_view words = trim(name.substr(0, bracket));
  if (words.empty() || words.find_first_of("/\\\"'`=#<>[]{}%,;") != std::string_view::npos) return false;
  std::size_t count = 0;
  for (const std::string_view word : split(words, ' ')) {
    if (word.empty()) continue;
    ++count;
    if (!is_upper(word.front()) && word.front() != '@') return false;
  }
  return count <= kNameWords;
}

std::optional<Saying> split_nick(std::string_view text) {
  const std::size_t close = text.find('>');
  if (text.front() != '<' || close == std::string_view::npos || close > kNameLimit) return std::nullopt;
  const std::string_view nick = trim(text.substr(1, close - 1));
  for (const char c : nick)
    if (!is_nick(c)) return std::nullopt;
  if (nick.empty()) return std::nullopt;
  return Saying{std::string(nick), trim(text.substr(close + 1))};
}

}  // namespace

std::optional<Saying> split_actor(std::string_view text) {
  text = trim(text);
  if (text.empty()) return std::nullopt;
  if (auto nick = split_nick(text)) return nick;
  const std::size_t colon = text.find(": ");
  if (colon != std::string_view::npos && colon <= kNameLimit + 4) {
    // "**Ana:** text" has its emphasis around the colon, "**Ana**: text" before it.
    std::string_view name = without_emphasis(text.substr(0, colon));
    std::string_view rest = text.substr(colon + 1);
    if (is_name(name)) return Saying{std::string(name.front() == '@' ? name.substr(1) : name), trim(rest)};
  }
  const std::size_t bold = text.find(":** ");
  if (bold != std::string_view::npos && bold <= kNameLimit + 2 && text.starts_with("**") &&
      is_name(text.substr(2, bold - 2)))
    return Saying{std::string(text.substr(2, bold - 2)), trim(text.substr(bold + 4))};
  if (text.front() == '@') {
    std::size_t end = 1;
    while (end < text.size() && is_nick(text[end])) ++end;
    if (end > 1 && end < text.size() && text[end] == ' ')
      return Saying{std::string(text.substr(1, end - 1)), trim(text.substr(end))};
  }
  return std::nullopt;
}

std::optional<std::string> zone_statement(std::string_view line) {
  const std::string lower = to_lower(line);
  constexpr std::array<std::string_view, 8> kPhrases{"all times", "times are",   "times in",  "time zone",
                                                     "timezone",  "alle zeiten", "zeiten in", "zeitzone"};
  for (const std::string_view phrase : kPhrases) {
    const std::size_t at = lower.find(phrase);
    if (at == std::string::npos) continue;
    std::string_view rest = line.substr(at + phrase.size());
    for (std::size_t word = 0; word < kZoneWithin && !rest.empty(); ++word) {
      const std::size_t begin = rest.find_first_not_of(" :=*_(");
      if (begin == std::string_view::npos) break;
      const std::size_t end = std::min(rest.find_first_of(" ),.;*", begin), rest.size());
      const std::string_view candidate = rest.substr(begin, end - begin);
      if (candidate.size() > 1 && is_upper(candidate.front()) && is_time_zone(candidate)) return std::string(candidate);
      if (candidate.size() > 2 && (candidate.front() == '+' || candidate.front() == '-') && is_time_zone(candidate))
        return std::string(candidate);
      rest.remove_prefix(end);
    }
  }
  return std::nullopt;
}

}  // namespace debrief::connectors::notes
