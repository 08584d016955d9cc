// SPDX-License-Identifier: Apache-2.0
#include "search/counted.hpp"

#include <utility>

namespace debrief::search {

Counted::Counted(std::uint32_t documents, std::vector<std::vector<DocumentNumber>> hidden)
    : documents_(documents), hidden_(std::move(hidden)) {
  for (const auto& some : hidden_) documents_ -= static_cast<std::uint32_t>(some.size());
}

std::uint32_t Counted::documents_with(const RankedTerm& term) {
  const auto [known, is_new] = known_.emplace(&term, term.documents_with);
  if (!is_new) return known->second;
  for (std::size_t segment = 0; segment < hidden_.size(); ++segment) {
    if (hidden_[segment].empty() || !term.lists[segment]) continue;
    PostingCursor cursor(*term.lists[segment]);
    for (const DocumentNumber document : hidden_[segment]) {
      cursor.seek(document);
      if (cursor.document() == document) --known->second;
    }
  }
  return known->second;
}

}  // namespace debrief::search
