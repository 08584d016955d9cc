// SPDX-License-Identifier: Apache-2.0
#include "search/term_table.hpp"

#include <algorithm>
#include <functional>
#include <stdexcept>

namespace debrief::search {

std::size_t TermTable::slot_of(std::string_view wanted) const {
  const std::size_t mask = slots_.size() - 1;
  std::size_t slot = std::hash<std::string_view>{}(wanted)&mask;
  while (slots_[slot] != kFree && term(slots_[slot]) != wanted) slot = (slot + 1) & mask;
  return slot;
}

std::uint32_t TermTable::intern(std::string_view wanted) {
  const std::size_t slot = slot_of(wanted);
  if (slots_[slot] != kFree) return slots_[slot];
  if (pool_.size() + wanted.size() > kFree) throw std::length_error("more than 4 GB of search terms in one segment");
  const std::uint32_t number = size();
  pool_ += wanted;
  ends_.push_back(static_cast<std::uint32_t>(pool_.size()));
  slots_[slot] = number;
  if (std::size_t{size()} * 2 > slots_.size()) grow();
  return number;
}

std::optional<std::uint32_t> TermTable::find(std::string_view wanted) const {
  const std::uint32_t number = slots_[slot_of(wanted)];
  return number == kFree ? std::nullopt : std::optional(number);
}

void TermTable::clear() {
  pool_.clear();
  ends_.resize(1);
  // After one huge document the next small ones must not pay for its table.
  constexpr std::size_t keep = 4096;
  if (slots_.size() > keep) slots_.assign(keep, kFree);
  else std::fill(slots_.begin(), slots_.end(), kFree);
}

void TermTable::grow() {
  slots_.assign(slots_.size() * 2, kFree);
  for (std::uint32_t number = 0; number < size(); ++number) slots_[slot_of(term(number))] = number;
}

}  // namespace debrief::search
