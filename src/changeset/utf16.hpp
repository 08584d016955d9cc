// SPDX-License-Identifier: Apache-2.0
// Between UTF-8, in which texts are kept, and UTF-16, in whose code units editors count.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace debrief::changeset {

/// `text` must be valid UTF-8; what is not becomes U+FFFD.
[[nodiscard]] std::u16string to_utf16(std::string_view text);
/// Surrogates without their other half become U+FFFD.
[[nodiscard]] std::string to_utf8(std::u16string_view text);
/// How many bytes to_utf8 would make.
[[nodiscard]] std::size_t utf8_size(std::u16string_view text);

[[nodiscard]] constexpr bool is_high_surrogate(char16_t unit) {
  return (unit & 0xFC00) == 0xD800;
}
[[nodiscard]] constexpr bool is_low_surrogate(char16_t unit) {
  return (unit & 0xFC00) == 0xDC00;
}

/// True between the two halves of one character.
[[nodiscard]] bool splits_pair(std::u16string_view text, std::size_t offset);

/// True for text without NUL, without CR, and without half a surrogate pair: what documents are made of.
[[nodiscard]] bool is_document_text(std::u16string_view text);

/// The text with LF at the end of each line, where it has CRLF or CR.
[[nodiscard]] std::string with_line_feeds(std::string_view text);

}  // namespace debrief::changeset
