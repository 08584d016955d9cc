// SPDX-License-Identifier: Apache-2.0
#include "search/select_terms.hpp"

#include <algorithm>
#include <utility>

namespace debrief::search {
namespace {

// Of long lists an estimate: going through them would take longer than the search.
constexpr std::uint32_t kCountedLimit = 50'000;

std::uint32_t count_live(const PostingsView& list, const LiveView& view) {
  const Tombstones& erased = *view.erased;
  if (erased.count() == 0) return list.count;
  if (list.count > kCountedLimit) {
    const double live = 1 - static_cast<double>(erased.count()) / view.segment->documents();
    return static_cast<std::uint32_t>(list.count * live);
  }
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
    if (found.lists.back()) found.documents_with += count_live(*found.lists.back(), view);
  }
  return found;
}

}  // namespace

std::vector<RankedTerm> select_terms(std::vector<AnalysedTerm> terms, std::span<const LiveView> views,
                                     const Ranking& ranking) {
  std::vector<RankedTerm> selected;
  selected.reserve(terms.size());
  double asked = 0;
  for (AnalysedTerm& term : terms) {
    const double count = term.count;
    RankedTerm found = look_up(std::move(term), views);
    if (found.documents_with == 0) continue;
    found.weight =
        found.exact ? ranking.exact_weight(found.documents_with, count) : ranking.weight(found.documents_with, count);
    found.bound = found.exact ? found.weight : Ranking::bound(found.weight);
    if (!found.exact) asked += found.bound;
    selected.push_back(std::move(found));
  }
  for (RankedTerm& term : selected) {
    if (term.exact) continue;
    term.weight /= asked;
    term.bound /= asked;
  }
  std::sort(selected.begin(), selected.end(), [](const RankedTerm& a, const RankedTerm& b) {
    return a.bound != b.bound ? a.bound > b.bound : a.name < b.name;
  });
  if (selected.size() > kQueryTermLimit) selected.resize(kQueryTermLimit);
  return selected;
}

std::size_t count_finding(std::span<const RankedTerm> terms) {
  constexpr std::uint64_t postings_limit = 250'000;
  std::uint64_t postings = 0;
  std::size_t count = 0;
  for (const RankedTerm& term : terms) {
    postings += term.documents_with;
    if (count > 0 && postings > postings_limit) break;
    ++count;
  }
  return count;
}

}  // namespace debrief::search
