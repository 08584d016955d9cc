// SPDX-License-Identifier: Apache-2.0
// A 64-bit hash of pieces of text, made for many short pieces. The folded multiplication is that of wyhash.
#pragma once

#include <cstdint>
#include <cstring>

namespace debrief::logs {

/// Not for keeping: values differ between machines. Two texts may share a value, by accident or on purpose: compare
/// them.
class StaticHash {
 public:
  /// Reads up to 15 bytes behind the piece.
  void add(const char* piece, std::size_t size) {
    while (size > 16) {
      state_ = fold(state_ ^ load(piece), load(piece + 8) ^ kSecond);
      piece += 16;
      size -= 16;
    }
    const std::uint64_t first = load(piece) & mask(size);
    const std::uint64_t second = size > 8 ? load(piece + 8) & mask(size - 8) : 0;
    state_ = fold(state_ ^ first, second ^ kSecond ^ (static_cast<std::uint64_t>(size) << 59) ^ kThird);
  }
  [[nodiscard]] std::uint64_t value() const { return state_ ^ (state_ >> 32); }

 private:
  static constexpr std::uint64_t kFirst = 0x9e3779b97f4a7c15, kSecond = 0xe7037ed1a0b428db, kThird = 0x8ebc6af09c88c6e3;

  static std::uint64_t load(const char* at) {
    std::uint64_t value = 0;
    std::memcpy(&value, at, sizeof value);
    return value;
  }
  static std::uint64_t mask(std::size_t size) { return size >= 8 ? ~0ULL : (1ULL << (8 * size)) - 1; }
  static std::uint64_t fold(std::uint64_t a, std::uint64_t b) {
    __extension__ using Wide = unsigned __int128;
    const Wide product = static_cast<Wide>(a) * b;
    return static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64);
  }

  std::uint64_t state_ = kFirst;
};

}  // namespace debrief::logs
