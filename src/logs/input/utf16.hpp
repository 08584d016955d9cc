// SPDX-License-Identifier: Apache-2.0
// Text in UTF-16, as UTF-8. Windows writes logs so.
#pragma once

#include "logs/input/byte_source.hpp"

#include <memory>
#include <optional>
#include <string_view>

namespace debrief::logs {

enum class ByteOrder { little, big };

/// Told by the byte order mark, else by where the zero bytes are: nearly all characters of a log are below U+0100, so
/// that each second byte is zero, and hardly any other is. Absent for other text.
[[nodiscard]] std::optional<ByteOrder> find_utf16(std::string_view head);

/// The same text in UTF-8, without the byte order mark, character by character: it has as many lines. What is no
/// character (half of a pair, half a unit at the end) becomes U+FFFD.
[[nodiscard]] std::unique_ptr<ByteSource> read_utf16(ByteSource& source, ByteOrder order);

}  // namespace debrief::logs
