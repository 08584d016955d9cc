// SPDX-License-Identifier: Apache-2.0
#include "search/best_documents.hpp"

#include <algorithm>

namespace debrief::search {

bool is_better(const ScoredDocument& a, const ScoredDocument& b) {
  return a.score != b.score ? a.score > b.score : a.key < b.key;
}

void BestDocuments::offer(const ScoredDocument& document) {
  if (limit_ == 0) return;
  const bool full = heap_.size() == limit_;
  if (full && !is_better(document, heap_.front())) return;
  if (admits_ && !admits_(document.key)) return;
  if (full) {
    std::pop_heap(heap_.begin(), heap_.end(), is_better);
    heap_.pop_back();
  }
  heap_.push_back(document);
  std::push_heap(heap_.begin(), heap_.end(), is_better);
}

std::vector<ScoredDocument> BestDocuments::sorted() && {
  std::sort(heap_.begin(), heap_.end(), is_better);
  return std::move(heap_);
}

}  // namespace debrief::search
