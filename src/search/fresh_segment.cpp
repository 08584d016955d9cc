// SPDX-License-Identifier: Apache-2.0
#include "search/fresh_segment.hpp"

namespace debrief::search {

void FreshSegment::add(std::string_view key, const AnalysedDocument& document) {
  const DocumentNumber number = documents();
  keys_.emplace_back(key);
  by_key_.insert_or_assign(std::string(key), number);
  lengths_.push_back(document.length);
  for (std::uint32_t i = 0; i < document.terms.size(); ++i) {
    const std::uint32_t term = terms_.intern(document.terms.term(i), document.terms.hash_of(i));
    if (term == lists_.size()) lists_.emplace_back();
    List& list = lists_[term];
    const std::size_t before = list.bytes.size();
    list.writer.add(list.bytes, number);
    put_occurrences(list.bytes, document.counts[i]);
    ++list.count;
    postings_bytes_ += list.bytes.size() - before;
  }
}

PostingsView FreshSegment::list(std::uint32_t term) const {
  return {lists_[term].bytes.data(), lists_[term].count, nullptr};
}

std::optional<PostingsView> FreshSegment::find(std::string_view term) const {
  const auto number = terms_.find(term);
  return number ? std::optional(list(*number)) : std::nullopt;
}

std::optional<DocumentNumber> FreshSegment::find_key(std::string_view key) const {
  const auto found = by_key_.find(key);
  return found == by_key_.end() ? std::nullopt : std::optional(found->second);
}

std::size_t FreshSegment::memory_bytes() const {
  constexpr std::size_t per_key = 2 * sizeof(std::string) + 64;  // both copies and the node of the map
  std::size_t bytes = terms_.memory_bytes() + lists_.capacity() * sizeof(List) + postings_bytes_ * 3 / 2 +
                      lengths_.capacity() * sizeof(std::uint32_t) + keys_.size() * per_key;
  for (const std::string& key : keys_) bytes += 2 * key.size();
  return bytes;
}

}  // namespace debrief::search
