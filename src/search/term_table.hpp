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
  TermTable() : slots_(kFewest) {}

  [[nodiscard]] static std::uint32_t hash(std::string_view term);

  /// The number of `term`, new or known. Throws std::length_error beyond 4 GB of terms.
  std::uint32_t intern(std::string_view term) { return intern(term, hash(term)); }
  std::uint32_t intern(std::string_view term, std::uint32_t hash_of_term);
  [[nodiscard]] std::optional<std::uint32_t> find(std::string_view term) const;

  /// Valid until the next intern or clear.
  [[nodiscard]] std::string_view term(std::uint32_t number) const {
    return std::string_view(pool_).substr(ends_[number], ends_[number + 1] - ends_[number]);
  }
  [[nodiscard]] std::uint32_t hash_of(std::uint32_t number) const { return hashes_[number]; }
  [[nodiscard]] std::uint32_t size() const { return static_cast<std::uint32_t>(ends_.size() - 1); }
  [[nodiscard]] std::size_t memory_bytes() const {
    return pool_.capacity() + slots_.capacity() * sizeof(Slot) +
           (ends_.capacity() + hashes_.capacity()) * sizeof(std::uint32_t);
  }
  /// Forgets the terms, keeps the memory.
  void clear();

 private:
  static constexpr std::uint32_t kFree = 0xFFFFFFFF;
  static constexpr std::size_t kFewest = 64;

  // The hash stands beside the number so that most comparisons need no look at the pool.
  struct Slot {
    std::uint32_t hash = 0;
    std::uint32_t number = kFree;
  };

  [[nodiscard]] std::size_t slot_of(std::string_view term, std::uint32_t hash_of_term) const;
  void grow();

  std::string pool_;
  std::vector<std::uint32_t> ends_ = {0};
  std::vector<std::uint32_t> hashes_;
  std::vector<Slot> slots_;  // a power of two of them
};

}  // namespace debrief::search
