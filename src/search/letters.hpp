// SPDX-License-Identifier: Apache-2.0
// Characters as the tokeniser sees them: decoded, classed and folded, so that "CAFÉ" and "cafe" are one word.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace debrief::search {

/// `wide`: scripts written without spaces between words (Han, Hiragana, Katakana). `ignored`: marks that
/// belong to the character before them (combining accents, soft hyphen, zero-width joiners, selectors).
enum class CharClass : std::uint8_t { separator, lower, upper, digit, wide, ignored };

struct Character {
  char32_t code = 0;
  std::size_t length = 1;  ///< bytes in the text
};

[[nodiscard]] Character decode_beyond_ascii(std::string_view text);
[[nodiscard]] CharClass class_beyond_ascii(char32_t code);

/// The character at the start of non-empty `text`. A byte that is not UTF-8 is U+FFFD, one byte long.
[[nodiscard]] inline Character decode(std::string_view text) {
  const auto lead = static_cast<unsigned char>(text.front());
  return lead < 0x80 ? Character{lead, 1} : decode_beyond_ascii(text);
}

[[nodiscard]] inline CharClass class_of(char32_t code) {
  if (code >= 'a' && code <= 'z') return CharClass::lower;
  if (code >= 'A' && code <= 'Z') return CharClass::upper;
  if (code >= '0' && code <= '9') return CharClass::digit;
  return code < 0x80 ? CharClass::separator : class_beyond_ascii(code);
}

/// Lower case, without the accents of Latin, Greek and Cyrillic letters, full width as ASCII. A letter may
/// become two ("ß" "ss").
void append_folded(std::string& word, char32_t code);

}  // namespace debrief::search
