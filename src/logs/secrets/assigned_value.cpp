// SPDX-License-Identifier: Apache-2.0
#include "logs/secrets/assigned_value.hpp"

#include "logs/secrets/character.hpp"

#include <algorithm>

namespace debrief::logs::secrets {
namespace {

constexpr std::size_t kMostQuoted = 4'096;
constexpr std::size_t kMostBlanks = 8;
constexpr std::size_t kMostEscapes = 7;

std::size_t skip_blanks(std::string_view text, std::size_t at) {
  for (std::size_t i = 0; i < kMostBlanks && is_blank(char_at(text, at)); ++i) ++at;
  return at;
}

std::size_t skip_escapes(std::string_view text, std::size_t at) {
  for (std::size_t i = 0; i < kMostEscapes && char_at(text, at) == '\\'; ++i) ++at;
  return at;
}

// Over a quote and the backslashes before it, if one is there.
std::size_t skip_quote(std::string_view text, std::size_t at) {
  const std::size_t quote = skip_escapes(text, at);
  return is_quote(char_at(text, quote)) ? quote + 1 : at;
}

// The closing quote, or the backslash before it where the whole is escaped. `npos` when there is none within reach.
std::size_t closing_quote(std::string_view text, std::size_t begin, char quote, bool escaped) {
  const std::size_t limit = std::min(text.size(), begin + kMostQuoted);
  for (std::size_t at = begin; at < limit; ++at) {
    if (text[at] == '\n') break;
    if (text[at] == quote) return at;
    if (text[at] != '\\') continue;
    if (escaped && char_at(text, skip_escapes(text, at)) == quote) return at;
    ++at;
  }
  return std::string_view::npos;
}

// After a comma or the like: whether another key begins, or nothing more is said.
bool ends_value(std::string_view text, std::size_t at) {
  constexpr std::size_t kMostKey = 40;
  std::size_t next = at + 1;
  if (next >= text.size() || is_blank(text[next]) || text[next] == '\n' || text[next] == '\r') return true;
  const std::size_t limit = std::min(text.size(), next + kMostKey);
  while (next < limit && (is_word(text[next]) || text[next] == '-' || text[next] == '.')) ++next;
  return next > at + 1 && (char_at(text, next) == '=' || char_at(text, next) == ':');
}

std::size_t end_of_plain(std::string_view text, std::size_t begin, std::size_t most) {
  const std::size_t limit = std::min(text.size(), begin + most);
  constexpr std::string_view kEnds = " \t\r\n\"'`<>|&\\";
  constexpr std::string_view kMayEnd = ",;)]}";
  std::size_t at = begin;
  for (std::size_t doubts = 0; at < limit; ++at) {
    if (kEnds.find(text[at]) != std::string_view::npos) break;
    if (kMayEnd.find(text[at]) == std::string_view::npos) continue;
    // A sign of this kind may belong to a password; whether it does is asked a few times only, to bound the time.
    constexpr std::size_t kMostDoubts = 8;
    if (++doubts > kMostDoubts || ends_value(text, at)) break;
    if (text[at] != ',' && text[at] != ';' && kMayEnd.find(char_at(text, at + 1)) != std::string_view::npos) break;
  }
  return at;
}

struct Sign {
  std::size_t end = 0;  // of the sign
  ValueForm form = ValueForm::plain;
  bool tag = false;
};

std::optional<Sign> read_sign(std::string_view text, std::size_t key_begin, std::size_t key_end) {
  const std::size_t unquoted = skip_quote(text, key_end);
  const bool key_quoted = unquoted != key_end;
  if (char_at(text, key_end) == '>' && char_before(text, key_begin) == '<')
    return Sign{key_end + 1, ValueForm::quoted, true};
  const std::size_t at = skip_blanks(text, char_at(text, unquoted) == ']' ? unquoted + 1 : unquoted);
  if (char_at(text, at) == '=') {
    const char next = char_at(text, at + 1);
    if (next == '=') return std::nullopt;  // a comparison
    return Sign{at + (next == '>' ? 2U : 1U), ValueForm::plain};
  }
  if (char_at(text, at) == ':') {
    if (char_at(text, at + 1) == '=') return Sign{at + 2, ValueForm::plain};
    if (char_at(text, at + 1) == ':') return std::nullopt;  // a name space
    return Sign{at + 1, key_quoted ? ValueForm::plain : ValueForm::prose};
  }
  const bool option = key_begin >= 2 && text[key_begin - 1] == '-' && text[key_begin - 2] == '-';
  if (option && !key_quoted && is_blank(char_at(text, key_end)) && char_at(text, at) != '-')
    return Sign{key_end + 1, ValueForm::plain};
  if (key_quoted && has_word_at(text, unquoted, ",\"value\":")) return Sign{unquoted + 9, ValueForm::plain};
  return std::nullopt;
}

}  // namespace

std::size_t end_of_line(std::string_view text, std::size_t from, std::size_t most) {
  const std::size_t limit = std::min(text.size(), from + most);
  while (from < limit && text[from] != '\n' && text[from] != '\r') ++from;
  return from;
}

std::optional<AssignedValue> find_assigned_value(std::string_view text, std::size_t key_begin, std::size_t key_end,
                                                 std::size_t most) {
  const auto sign = read_sign(text, key_begin, key_end);
  if (!sign) return std::nullopt;
  if (sign->tag) {
    const std::size_t limit = std::min(text.size(), sign->end + kMostQuoted);
    const std::size_t end = text.substr(0, limit).find('<', sign->end);
    if (end == std::string_view::npos) return std::nullopt;
    return AssignedValue{sign->end, end, ValueForm::quoted};
  }
  const std::size_t at = skip_blanks(text, sign->end);
  const std::size_t quote = skip_escapes(text, at);
  if (is_quote(char_at(text, quote))) {
    const std::size_t end = closing_quote(text, quote + 1, text[quote], quote > at);
    if (end != std::string_view::npos) return AssignedValue{quote + 1, end, ValueForm::quoted};
    return AssignedValue{quote + 1, end_of_plain(text, quote + 1, most), ValueForm::plain};
  }
  return AssignedValue{at, end_of_plain(text, at, most), sign->form};
}

}  // namespace debrief::logs::secrets
