// SPDX-License-Identifier: Apache-2.0
#include "features/lookup/query.hpp"

#include "base/text.hpp"
#include "base/time.hpp"
#include "search/stem.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

namespace debrief::features::lookup {
namespace {

constexpr std::array<std::string_view, kKinds> kNames{"incident",   "entry",  "evidence",
                                                      "postmortem", "action", "runbook"};
constexpr std::size_t kMostParts = 24;
constexpr std::size_t kLongestPart = 200;
constexpr std::size_t kLeastStem = 4;

bool is_blank(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

// The pieces of a text: between blanks, but quotation marks hold together what stands in them.
std::vector<std::string_view> pieces_of(std::string_view text) {
  std::vector<std::string_view> pieces;
  std::size_t at = 0;
  while (at < text.size()) {
    if (is_blank(text[at])) {
      ++at;
      continue;
    }
    std::size_t end = at;
    bool in_quotes = false;
    while (end < text.size() && (in_quotes || !is_blank(text[end]))) in_quotes ^= text[end++] == '"';
    pieces.push_back(text.substr(at, end - at));
    at = end;
  }
  return pieces;
}

std::string unquoted(std::string_view text) {
  std::string plain(text.substr(0, kLongestPart));
  plain.erase(std::remove(plain.begin(), plain.end(), '"'), plain.end());
  return to_utf8(trim(plain));
}

// A year, a month or a day as the moment at which it begins, or RFC 3339.
std::optional<Instant> moment_of(const std::string& text) {
  if (const auto at = parse_rfc3339(text)) return *at;
  static constexpr std::string_view kRest = "0000-01-01T00:00:00Z";
  if (text.size() != 4 && text.size() != 7 && text.size() != 10) return std::nullopt;
  const auto at = parse_rfc3339(text + std::string(kRest.substr(text.size())));
  return at ? std::optional(*at) : std::nullopt;
}

std::optional<std::int64_t> incident_of(std::string_view text) {
  const std::size_t dash = text.rfind('-');
  if (dash != std::string_view::npos) text.remove_prefix(dash + 1);
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc() && end == text.data() + text.size() ? std::optional(number) : std::nullopt;
}

Error unreadable(std::string_view name, const std::string& value, std::string_view help) {
  return invalid("'{}:{}' says nothing that can be looked for", name, value).at("/q").with_help(std::string(help));
}

// True when the piece was an operator.
Result<bool> take_operator(Wanted& wanted, std::string_view piece) {
  const std::size_t colon = piece.find(':');
  if (colon == std::string_view::npos || colon + 1 == piece.size()) return false;
  const std::string name = to_lower(piece.substr(0, colon));
  const std::string value = unquoted(piece.substr(colon + 1));
  if (name == "kind") {
    const auto kind = kind_from(to_lower(value));
    if (!kind) return unreadable(name, value, "Use incident, entry, evidence, postmortem, action or runbook.");
    wanted.kinds.push_back(*kind);
  } else if (name == "service") {
    wanted.service = value;
  } else if (name == "severity") {
    wanted.severity = to_lower(value);
  } else if (name == "in") {
    wanted.incident = incident_of(value);
    if (!wanted.incident) return unreadable(name, value, "Name an incident such as INC-42.");
  } else if (name == "after" || name == "before") {
    const auto at = moment_of(value);
    if (!at) return unreadable(name, value, "Use a day, a month or a year: 2026-11-23, 2026-11, 2026.");
    (name == "after" ? wanted.after : wanted.before) = at;
  } else {
    return false;
  }
  return true;
}

// Quoted for FTS5, where a quotation mark is doubled.
std::string as_phrase(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) out.append(c == '"' ? 2 : 1, c);
  return out + '"';
}

std::string match_of(const Part& part) {
  if (part.phrase) return as_phrase(part.text);
  if (part.unfinished) return as_phrase(part.text) + "*";
  std::string stem = part.text;
  search::stem(stem);
  const bool plain = std::all_of(part.text.begin(), part.text.end(), [](char c) { return c >= 'a' && c <= 'z'; });
  // A stem that is no beginning of the word, as "retri" of "retry", does not find the word itself.
  if (!plain || stem.size() < kLeastStem) return as_phrase(part.text);
  if (part.text.starts_with(stem)) return as_phrase(stem) + "*";
  return fmt::format("({} OR {}*)", as_phrase(part.text), as_phrase(stem));
}

// What begins with one letter is a tenth of everything: it takes long to find and tells nothing. Other letters than
// these may be words.
void take_unfinished(std::vector<Part>& parts) {
  const bool letter = parts.back().text.size() == 1;
  const bool others = std::any_of(parts.begin(), parts.end() - 1, [](const Part& part) { return !part.negated; });
  if (letter && others) parts.pop_back();
  else parts.back().unfinished = !letter;
}

bool has_word(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           static_cast<unsigned char>(c) >= 0x80;
  });
}

}  // namespace

std::string_view to_text(Kind kind) {
  return kNames.at(static_cast<std::size_t>(kind));
}

std::optional<Kind> kind_from(std::string_view text) {
  const auto found = std::find(kNames.begin(), kNames.end(), text);
  if (found == kNames.end()) return std::nullopt;
  return static_cast<Kind>(found - kNames.begin());
}

Result<Wanted> parse(std::string_view text) {
  Wanted wanted;
  bool either = false;
  bool ends_in_word = false;
  for (std::string_view piece : pieces_of(text)) {
    if (wanted.parts.size() == kMostParts) break;
    if (piece == "OR") {
      either = !wanted.parts.empty();
      continue;
    }
    ends_in_word = false;
    if (TRY(take_operator(wanted, piece))) continue;
    Part part;
    part.negated = piece.size() > 1 && piece.front() == '-';
    if (part.negated) piece.remove_prefix(1);
    part.phrase = piece.front() == '"';
    part.text = to_lower(unquoted(piece));
    if (!has_word(part.text)) continue;
    part.or_before = either && !part.negated;
    either = false;
    ends_in_word = !part.phrase && !part.negated;
    wanted.parts.push_back(std::move(part));
  }
  if (ends_in_word && !text.empty() && !is_blank(text.back())) take_unfinished(wanted.parts);
  return wanted;
}

std::string to_match(const std::vector<Part>& parts) {
  std::vector<std::string> groups;  // one of each must be there
  std::string without;
  for (const Part& part : parts) {
    if (part.negated) without += " NOT " + match_of(part);
    else if (part.or_before && !groups.empty()) groups.back() += " OR " + match_of(part);
    else groups.push_back(match_of(part));
  }
  if (groups.empty()) return {};
  std::string match;
  for (const std::string& group : groups) match += fmt::format("{}({})", match.empty() ? "(" : " AND ", group);
  return match + ")" + without;
}

}  // namespace debrief::features::lookup
