// SPDX-License-Identifier: Apache-2.0
#include "logs/mine/bracketed.hpp"

namespace debrief::logs {

namespace {

bool is_in(char c, std::string_view set) {
  return set.find(c) != std::string_view::npos;
}

}  // namespace

bool opens_bracket(char c) {
  return is_in(c, "([{");
}
bool closes_bracket(char c) {
  return is_in(c, ")]}");
}

std::optional<std::size_t> behind_bracket(std::string_view text, std::size_t open, std::size_t& budget) {
  const bool angled = text[open] == '<';
  std::size_t depth = 0;
  for (std::size_t i = open; i < text.size() && budget > 0; ++i, --budget) {
    if (opens_bracket(text[i]) || (angled && text[i] == '<')) ++depth;
    else if ((closes_bracket(text[i]) || (angled && text[i] == '>')) && --depth == 0) return i + 1;
  }
  return {};
}

bool is_list(std::string_view content) {
  bool comma = false, in_word = false;
  for (std::size_t i = 0; i < content.size(); ++i) {
    const char c = content[i];
    if (c == ',') {
      if (!in_word) return false;
      comma = true;
      in_word = false;
    } else if (c == ' ') {
      if (in_word) return false;
    } else if (is_in(c, "=:;()[]{}<>\"'|")) {
      return false;
    } else {
      in_word = true;
    }
  }
  return comma && in_word;
}

std::optional<std::size_t> end_of_value_in_brackets(std::string_view text, std::size_t begin, std::size_t& budget) {
  for (std::size_t i = begin; i < text.size() && budget > 0; ++i, --budget) {
    if (is_in(text[i], ",;") || closes_bracket(text[i])) return i;
    if (text[i] == '=') return {};
    if (!opens_bracket(text[i])) continue;
    const auto behind = behind_bracket(text, i, budget);
    if (!behind) return {};
    i = *behind - 1;
  }
  return {};
}

}  // namespace debrief::logs
