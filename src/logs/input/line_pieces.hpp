// SPDX-License-Identifier: Apache-2.0
// A stream of bytes cut behind line ends.
#pragma once

#include "logs/input/byte_source.hpp"
#include "logs/input/reader.hpp"

#include <cstddef>
#include <functional>
#include <string_view>
#include <vector>

namespace debrief::logs {

struct LinePiece {
  std::string_view bytes;
  bool begins_line = true;
  bool ends_line = true;
};

/// Calls `take` with pieces of up to `buffer.size()` bytes; false ends the reading. The buffer is used again and again.
void each_piece(ByteSource& source, std::vector<char>& buffer, const std::function<bool(const LinePiece&)>& take);

/// What a file is that holds no text: "a systemd journal; …", with what to do about it. Empty for text.
[[nodiscard]] std::string_view describe_binary(std::string_view head);

}  // namespace debrief::logs
