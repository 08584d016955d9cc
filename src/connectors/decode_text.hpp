// SPDX-License-Identifier: Apache-2.0
// Text files in the encodings that office programs and shells write, as UTF-8.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace debrief::connectors {

struct DecodedText {
  std::string text;    ///< valid UTF-8 without a byte order mark
  std::string remark;  ///< what had to be assumed; empty when nothing was
};

/// Understands UTF-8, and UTF-16 of both byte orders, each with or without a byte order mark; everything else
/// without NUL bytes is taken for Windows-1252 with a remark. Absent when the bytes are not text.
[[nodiscard]] std::optional<DecodedText> decode_text(std::string_view bytes);

}  // namespace debrief::connectors
