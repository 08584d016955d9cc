// SPDX-License-Identifier: Apache-2.0
// Numbers for distinct strings, from 0 in order of first sight: one pool of bytes and an open-addressed table.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace debrief::search {

class TermTable {
 public:
  TermTable() : slots_(64, kFree) {}

  /// The number of `term`, new or known. Throws std::length_error beyond 4 GB of terms.
  std::uint32_t intern(std::string_view term);
  [[nodiscard]] std::optional<std::uint32_t> find(std::string_view term) const;

  /// Valid until the next intern or clear.
  [[nodiscard]] std::string_view term(std::uint32_t number) const {
    return std::string_view(pool_).substr(ends_[number], ends_[number + 1] - ends_[number]);
  }
  [[nodiscard]] std::uint32_t size() const { return static_cast<std::uint32_t>(ends_.size() - 1); }
  [[nodiscard]] std::size_t memory_bytes() const {
    return pool_.capacity() + (slots_.capacity() + ends_.capacity()) * sizeof(std::uint32_t);
  }
  /// Forgets the terms, keeps the memory.
  void clear();

 private:
  static constexpr std::uint32_t kFree = 0xFFFFFFFF;

  [[nodiscard]] std::size_t slot_of(std::string_view term) const;
  void grow();

  std::string pool_;
  std::vector<std::uint32_t> ends_ = {0};
  std::vector<std::uint32_t> slots_;  // a power of two of them
};

}  // namespace debrief::search
