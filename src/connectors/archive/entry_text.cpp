// SPDX-License-Identifier: Apache-2.0
#include "connectors/archive/entry_text.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <cstddef>
#include <string>

namespace debrief::connectors::archive {

std::string_view skip_separators(std::string_view rest) {
  // The end of a span that could not be read: "12:26-12:??".
  if (rest.size() > 1 && (rest[0] == '-' || rest[0] == '/') && std::isdigit(static_cast<unsigned char>(rest[1])) != 0)
    rest.remove_prefix(std::min(rest.find_first_of(" |"), rest.size()));
  for (;;) {
    rest = trim(rest);
    bool skipped = false;
    for (const std::string_view mark : {"-", "–", "—", ":", "|", ",", "=>", "->", "→", "*", ")", "]", ";"}) {
      if (!rest.starts_with(mark)) continue;
      // "*" opens emphasis and "-5%" is a number unless space follows.
      const bool alone = rest.size() == mark.size() || rest[mark.size()] == ' ' || (mark != "*" && mark != "-");
      if (!alone) continue;
      rest.remove_prefix(mark.size());
      skipped = true;
      break;
    }
    if (!skipped) return rest;
  }
}

bool has_separator(std::string_view rest) {
  rest = trim(rest);
  return rest.empty() || std::string_view(":-|,<>!;([*").find(rest.front()) != std::string_view::npos ||
         rest.starts_with("–") || rest.starts_with("—") || rest.starts_with("→");
}

bool begins_with_stamp(std::string_view content) {
  return !content.empty() && std::islower(static_cast<unsigned char>(content.front())) == 0 &&
         !to_lower(content.substr(0, 3)).starts_with("at ") && !to_lower(content.substr(0, 6)).starts_with("around") &&
         !to_lower(content.substr(0, 5)).starts_with("about");
}

bool ends_open(std::string_view line) {
  constexpr std::array<std::string_view, 17> kOpen{"and", "at",     "from",    "until", "till",   "to",
                                                   "by",  "around", "about",   "since", "before", "after",
                                                   "of",  "on",     "between", "or",    ","};
  const std::size_t word = line.find_last_of(" \t");
  const std::string last = to_lower(line.substr(word == std::string_view::npos ? 0 : word + 1));
  return line.ends_with(',') || std::find(kOpen.begin(), kOpen.end(), last) != kOpen.end();
}

std::size_t find_wrap_width(const std::vector<Line>& lines) {
  std::vector<std::size_t> lengths;
  for (const Line& line : lines)
    if (line.kind == LineKind::text) lengths.push_back(line.content.size());
  if (lengths.empty()) return std::string_view::npos;
  // Addresses stick out of wrapped text: the longest lines do not count.
  const auto most = lengths.begin() + static_cast<std::ptrdiff_t>((lengths.size() - 1) * 95 / 100);
  std::nth_element(lengths.begin(), most, lengths.end());
  return *most > 160 ? std::string_view::npos : std::max<std::size_t>(*most, 80);
}

bool looks_like_time(std::string_view content) {
  content = content.substr(0, content.find_first_of(" \t"));
  while (!content.empty() && std::string_view("*_`[(~").find(content.front()) != std::string_view::npos)
    content.remove_prefix(1);
  const std::size_t digits = std::min(content.find_first_not_of("0123456789"), content.size());
  return digits >= 1 && digits <= 2 && digits + 1 < content.size() && content[digits] == ':' &&
         std::isdigit(static_cast<unsigned char>(content[digits + 1])) != 0;
}

}  // namespace debrief::connectors::archive
