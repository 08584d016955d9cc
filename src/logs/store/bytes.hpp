// SPDX-License-Identifier: Apache-2.0
// Numbers and texts as bytes: LEB128 varints, texts with their length in front.
#pragma once

#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>

namespace debrief::logs {

/// Stored bytes are not what was written. Thrown by everything that reads a store.
class Damaged : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

inline void put_number(std::string& out, std::uint64_t value) {
  for (; value >= 0x80; value >>= 7) out += static_cast<char>(value | 0x80);
  out += static_cast<char>(value);
}

inline void put_text(std::string& out, std::string_view text) {
  put_number(out, text.size());
  out += text;
}

/// Reads what put_number and put_text wrote. Throws Damaged where the bytes end too early.
class ByteReader {
 public:
  explicit ByteReader(std::string_view bytes) : rest_(bytes) {}

  std::uint64_t number() {
    std::uint64_t value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      const auto byte = static_cast<unsigned char>(take(1)[0]);
      value |= static_cast<std::uint64_t>(byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
    throw Damaged("a number is longer than 64 bits");
  }
  /// A number that says how much follows; at most `limit`.
  std::size_t count(std::size_t limit) {
    const std::uint64_t value = number();
    if (value > limit) throw Damaged("a count is larger than what can be there");
    return static_cast<std::size_t>(value);
  }
  std::string_view text() { return take(count(rest_.size())); }
  std::string_view take(std::size_t size) {
    if (size > rest_.size()) throw Damaged("the bytes end too early");
    const std::string_view taken = rest_.substr(0, size);
    rest_.remove_prefix(size);
    return taken;
  }
  [[nodiscard]] bool done() const { return rest_.empty(); }

 private:
  std::string_view rest_;
};

}  // namespace debrief::logs
