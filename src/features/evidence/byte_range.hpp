// SPDX-License-Identifier: Apache-2.0
// Parts of an original: "Range: bytes=…" (RFC 9110, section 14), one range a request.
#pragma once

#include "base/result.hpp"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace debrief::features::evidence {

struct ByteRange {
  std::int64_t begin = 0;
  std::int64_t length = 0;
  friend bool operator==(const ByteRange&, const ByteRange&) = default;
};

/// What the header asks of `size` bytes, at most `most` of them from where it begins: an answer may be shorter than
/// what was asked for. Absent when it is to be passed over: no header, another unit, several ranges, or malformed.
/// Errors: invalid for a range that begins behind the end.
[[nodiscard]] Result<std::optional<ByteRange>> parse_range(std::string_view header, std::int64_t size,
                                                           std::int64_t most);

/// These bytes of a file. Throws std::system_error for what the disk refuses, a file that is too short included.
[[nodiscard]] std::string read_range(const std::filesystem::path& file, const ByteRange& range);

}  // namespace debrief::features::evidence
