// SPDX-License-Identifier: Apache-2.0
// Secrets at rest: sealed with a key of the server (AES-256-GCM through OpenSSL), so that neither the database nor its
// backups betray them.
#pragma once

#include "base/result.hpp"

#include <array>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace debrief {

/// 256 bits. Keep it apart from the database.
class SealingKey {
 public:
  using Bytes = std::array<std::uint8_t, 32>;
  explicit SealingKey(const Bytes& bytes) : bytes_(bytes) {}

  /// From 64 hexadecimal digits. Errors: invalid.
  static Result<SealingKey> from_hex(std::string_view hex);
  /// From a file of 64 hexadecimal digits, which is made, readable for its owner only, when it is missing. Errors:
  /// invalid. Throws std::system_error for what the disk refuses.
  static Result<SealingKey> load_or_create(const std::filesystem::path& file);

  /// Bytes that open() with the same context and key turns back into the text; each time others.
  [[nodiscard]] std::string seal(std::string_view text, std::string_view context) const;
  /// Absent when key or context differ, or the bytes were altered.
  [[nodiscard]] std::optional<std::string> open(std::string_view sealed, std::string_view context) const;

 private:
  Bytes bytes_;
};

}  // namespace debrief
