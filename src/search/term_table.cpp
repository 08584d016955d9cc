// SPDX-License-Identifier: Apache-2.0
#include "search/term_table.hpp"

#include <algorithm>
#include <functional>
#include <stdexcept>

namespace debrief::search {

std::uint32_t TermTable::hash(std::string_view term) {
  return static_cast<std::uint32_t>(std::hash<std::string_view>{}(term));
}

std::size_t TermTable::slot_of(std::string_view wanted, std::uint32_t hash_of_wanted) const {
  const std::size_t mask = slots_.size() - 1;
  for (std::size_t slot = hash_of_wanted & mask;; slot = (slot + 1) & mask) {
    const Slot& here = slots_[slot];
    if (here.number == kFree || (here.hash == hash_of_wanted && term(here.number) == wanted)) return slot;
  }
}

std::uint32_t TermTable::intern(std::string_view wanted, std::uint32_t hash_of_wanted) {
  const std::size_t slot = slot_of(wanted, hash_of_wanted);
  if (slots_[slot].number != kFree) return slots_[slot].number;
  if (pool_.size() + wanted.size() > kFree) throw std::length_error("more than 4 GB of search terms in one segment");
  const std::uint32_t number = size();
  pool_ += wanted;
  ends_.push_back(static_cast<std::uint32_t>(pool_.size()));
  hashes_.push_back(hash_of_wanted);
  slots_[slot] = {hash_of_wanted, number};
  if (std::size_t{size()} * 2 > slots_.size()) grow();
  return number;
}

std::optional<std::uint32_t> TermTable::find(std::string_view wanted) const {
  const std::uint32_t number = slots_[slot_of(wanted, hash(wanted))].number;
  return number == kFree ? std::nullopt : std::optional(number);
}

void TermTable::clear() {
  pool_.clear();
  ends_.resize(1);
  hashes_.clear();
  // After one huge document the next small ones must not pay for its table.
  constexpr std::size_t keep = 4096;
  slots_.assign(std::min(slots_.size(), keep), Slot{});
}

void TermTable::grow() {
  const std::size_t mask = slots_.size() * 2 - 1;
  slots_.assign(mask + 1, Slot{});
  for (std::uint32_t number = 0; number < size(); ++number) {
    std::size_t slot = hashes_[number] & mask;
    while (slots_[slot].number != kFree) slot = (slot + 1) & mask;
    slots_[slot] = {hashes_[number], number};
  }
}

}  // namespace debrief::search
