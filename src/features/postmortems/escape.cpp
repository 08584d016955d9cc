// SPDX-License-Identifier: Apache-2.0
#include "features/postmortems/escape.hpp"

#include "base/text.hpp"

#include <algorithm>

namespace debrief::features::postmortems {
namespace {

bool is_space(char c) {
  return c == ' ' || (c >= '\t' && c <= '\r');
}
bool is_word(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte >= 0x80 || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

std::string fold_space(std::string_view text) {
  std::string out;
  for (const char c : trim(text)) {
    if (!is_space(c)) out += c;
    else if (!out.ends_with(' ')) out += ' ';
  }
  return out;
}

}  // namespace

std::string escape_inline(std::string_view text, std::size_t limit) {
  const std::string line = shorten(fold_space(to_utf8(text)), limit);
  std::string out;
  for (std::size_t i = 0; i < line.size(); ++i) {
    const char c = line[i];
    // Between letters "_" means nothing, and names of services and hosts stay readable.
    const bool inside_word = i > 0 && i + 1 < line.size() && is_word(line[i - 1]) && is_word(line[i + 1]);
    const bool special = std::string_view("\\`*[]<>|~").find(c) != std::string_view::npos ||
                         (c == '_' && !inside_word) ||
                         (c == '&' && i + 1 < line.size() && (is_word(line[i + 1]) || line[i + 1] == '#'));
    if (special) out += '\\';
    out += c;
  }
  return out;
}

std::string tame_prose(std::string_view text) {
  const std::string valid = to_utf8(trim(text));
  std::string out;
  for (const std::string_view line : split_lines(valid)) {
    const std::size_t start = std::min(line.find_first_not_of(' '), line.size());
    const std::string_view rest = line.substr(start);
    const bool underline = !rest.empty() && rest.find_first_not_of("=- ") == std::string_view::npos;
    if (!out.empty()) out += '\n';
    out.append(line.substr(0, start));
    if (rest.starts_with('#') || underline) out += '\\';
    out.append(rest);
  }
  return out;
}

}  // namespace debrief::features::postmortems
