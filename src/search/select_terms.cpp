// SPDX-License-Identifier: Apache-2.0
#include "search/select_terms.hpp"

#include <algorithm>
#include <utility>

namespace debrief::search {
namespace {

std::uint32_t count_live(const PostingsView& list, const Tombstones& erased) {
  if (erased.count() == 0) return list.count;
  std::uint32_t count = 0;
  for (PostingCursor cursor(list); cursor.document() != kNoDocument; cursor.next())
    count += erased.has(cursor.document()) ? 0 : 1;
  return count;
}

RankedTerm look_up(AnalysedTerm&& term, std::span<const LiveView> views) {
  RankedTerm found;
  found.name = std::move(term.name);
  found.surface = std::move(term.surface);
  found.exact = term.exact;
  found.lists.reserve(views.size());
  for (const LiveView& view : views) {
    found.lists.push_back(view.segment->find(found.name));
    if (found.lists.back()) found.documents_with += count_live(*found.lists.back(), *view.erased);
  }
  return found;
}

}  // namespace

std::vector<RankedTerm> select_terms(std::vector<AnalysedTerm> terms, std::span<const LiveView> views,
                                     const Ranking& ranking) {
  std::vector<RankedTerm> selected;
  selected.reserve(terms.size());
  for (AnalysedTerm& term : terms) {
    const double count = term.count;
    RankedTerm found = look_up(std::move(term), views);
    if (found.documents_with == 0) continue;
    found.weight = ranking.weight(found.documents_with, count, found.exact);
    found.bound = Ranking::bound(found.weight, found.exact);
    selected.push_back(std::move(found));
  }
  std::sort(selected.begin(), selected.end(), [](const RankedTerm& a, const RankedTerm& b) {
    return a.bound != b.bound ? a.bound > b.bound : a.name < b.name;
  });
  if (selected.size() > kQueryTermLimit) selected.resize(kQueryTermLimit);
  return selected;
}

}  // namespace debrief::search
