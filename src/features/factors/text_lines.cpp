// SPDX-License-Identifier: Apache-2.0
#include "features/factors/text_lines.hpp"

#include <algorithm>

namespace debrief::features::factors {
namespace {

constexpr double kEllipsis = 1.0;  // of "…", in ems

/// The character at `at`, which moves behind it.
char32_t next_character(std::string_view text, std::size_t& at) {
  const auto byte = [&](std::size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U; };
  const unsigned lead = byte(at);
  const std::size_t length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  char32_t character = length == 1 ? lead : lead & (0x7FU >> length);
  for (std::size_t i = 1; i < length; ++i) character = (character << 6U) | (byte(at + i) & 0x3FU);
  at += length;
  return character;
}

bool is_one_of(char32_t character, std::string_view all) {
  return character < 0x80 && all.find(static_cast<char>(character)) != std::string_view::npos;
}

/// In ems. Classes rather than a table: lines need not be exact, only never too long.
double em_of(char32_t character) {
  if (is_one_of(character, " .,:;'|il!j")) return 0.34;
  if (is_one_of(character, "ftrI()[]/\\-\"`{}")) return 0.44;
  if (is_one_of(character, "mMW@%")) return 1.0;
  if (is_one_of(character, "wNOQGDHU&+=<>~#^")) return 0.85;
  if (character >= 'A' && character <= 'Z') return 0.72;
  if (character < 0x80) return 0.64;
  const bool combines = (character >= 0x300 && character < 0x370) || (character >= 0x200B && character <= 0x200F) ||
                        (character >= 0xFE00 && character <= 0xFE0F);
  if (combines) return 0;
  const bool wide = (character >= 0x1100 && character < 0x1160) || (character >= 0x2E80 && character < 0xA4D0) ||
                    (character >= 0xAC00 && character < 0xD7A4) || (character >= 0xF900 && character < 0xFB00) ||
                    (character >= 0xFF00 && character < 0xFF61) || character >= 0x1F000;
  if (wide) return 1.05;
  return character == U'…' || character == U'—' ? 1.0 : 0.7;
}

bool is_space(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' || c == '\v';
}

/// Bytes of `word` that fit into the width, at least one character.
std::size_t fitting(std::string_view word, double ems) {
  std::size_t at = 0;
  double used = 0;
  while (at < word.size()) {
    std::size_t after = at;
    used += em_of(next_character(word, after));
    if (used > ems && at > 0) break;
    at = std::min(after, word.size());
  }
  return at;
}

double ems_of(std::string_view text) {
  double ems = 0;
  for (std::size_t at = 0; at < text.size();) ems += em_of(next_character(text, at));
  return ems;
}

std::string_view take_word(std::string_view& text) {
  while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
  std::size_t end = 0;
  while (end < text.size() && !is_space(text[end])) ++end;
  const std::string_view word = text.substr(0, end);
  text.remove_prefix(end);
  return word;
}

}  // namespace

double width_of(std::string_view text, double size) {
  return ems_of(text) * size;
}

std::vector<std::string> break_lines(std::string_view text, double size, double width, std::size_t most) {
  const double room = width / size;
  std::vector<std::string> lines;
  std::string line;
  double used = 0;
  const auto end_line = [&] {
    lines.push_back(std::move(line));
    line.clear();
    used = 0;
  };
  for (std::string_view word = take_word(text); !word.empty() && lines.size() <= most;) {
    const double space = line.empty() ? 0 : em_of(' ');
    const double ems = ems_of(word);
    if (used + space + ems > room && !line.empty()) {
      end_line();
      continue;
    }
    const std::size_t fits = line.empty() ? fitting(word, room) : word.size();
    line += (line.empty() ? "" : " ") + std::string(word.substr(0, fits));
    used += space + ems;
    word.remove_prefix(fits);
    if (!word.empty()) end_line();
    else word = take_word(text);
  }
  if (!line.empty()) end_line();
  if (lines.size() <= most) return lines;
  lines.resize(most);
  std::string& last = lines.back();
  last.resize(fitting(last, room - kEllipsis));
  last += "…";
  return lines;
}

}  // namespace debrief::features::factors
