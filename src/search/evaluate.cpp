// SPDX-License-Identifier: Apache-2.0
#include "search/evaluate.hpp"

#include <algorithm>
#include <cstddef>
#include <vector>

namespace debrief::search {
namespace {

// The accumulators of a window fit the second-level cache.
constexpr DocumentNumber kWindow = 16'384;

// Sums of bounds are compared with sums of contributions that were rounded in another order.
constexpr double kRoundingRoom = 1 + 1e-9;

struct Candidate {
  DocumentNumber document = 0;
  double score = 0;
};

class SegmentEvaluation {
 public:
  SegmentEvaluation(std::span<const LiveView> views, std::size_t index, std::span<const RankedTerm> terms,
                    const Ranking& ranking, BestDocuments& best)
      : view_(views[index]), index_(index), lengths_(view_.segment->lengths()), ranking_(ranking), best_(best) {
    for (const RankedTerm& term : terms)
      if (term.lists[index]) lists_.push_back({&term, PostingCursor(*term.lists[index])});
    bounds_.resize(lists_.size() + 1);
    for (std::size_t i = lists_.size(); i-- > 0;) bounds_[i] = bounds_[i + 1] + lists_[i].term->bound * kRoundingRoom;
  }

  void run() {
    for (DocumentNumber begin = 0; begin < lengths_.size(); begin += kWindow) {
      const auto end =
          static_cast<DocumentNumber>(std::min<std::size_t>(lengths_.size(), std::size_t{begin} + kWindow));
      const std::size_t essential = count_essential();
      if (essential == 0) return;
      accumulate(begin, end, essential);
      collect(begin, end, essential);
      complete(essential);
      for (const Candidate& found : candidates_)
        best_.offer({found.score, view_.segment->key(found.document), index_, found.document});
    }
  }

 private:
  struct List {
    const RankedTerm* term;
    PostingCursor cursor;
  };

  // A document with none of the first that many terms stays below the threshold.
  [[nodiscard]] std::size_t count_essential() const {
    std::size_t count = lists_.size();
    while (count > 0 && bounds_[count - 1] < best_.threshold()) --count;
    return count;
  }

  void accumulate(DocumentNumber begin, DocumentNumber end, std::size_t essential) {
    scores_.assign(end - begin, 0.0);
    for (std::size_t i = 0; i < essential; ++i) {
      const RankedTerm& term = *lists_[i].term;
      PostingCursor& cursor = lists_[i].cursor;
      for (cursor.seek(begin); cursor.document() < end; cursor.next())
        scores_[cursor.document() - begin] +=
            ranking_.contribution(term, cursor.occurrences(), lengths_[cursor.document()]);
    }
  }

  void collect(DocumentNumber begin, DocumentNumber end, std::size_t essential) {
    candidates_.clear();
    const double rest = bounds_[essential];
    const double threshold = best_.threshold();
    for (DocumentNumber document = begin; document < end; ++document) {
      const double score = scores_[document - begin];
      if (score > 0 && score + rest >= threshold && !view_.erased->has(document))
        candidates_.push_back({document, score});
    }
  }

  // Adds what the other terms contribute, and drops candidates as soon as they are out of reach.
  void complete(std::size_t essential) {
    const double threshold = best_.threshold();
    for (std::size_t i = essential; i < lists_.size() && !candidates_.empty(); ++i) {
      const RankedTerm& term = *lists_[i].term;
      PostingCursor& cursor = lists_[i].cursor;
      for (Candidate& candidate : candidates_) {
        cursor.seek(candidate.document);
        if (cursor.document() == candidate.document)
          candidate.score += ranking_.contribution(term, cursor.occurrences(), lengths_[candidate.document]);
      }
      const double rest = bounds_[i + 1];
      candidates_.erase(std::remove_if(candidates_.begin(), candidates_.end(),
                                       [&](const Candidate& c) { return c.score + rest < threshold; }),
                        candidates_.end());
    }
  }

  LiveView view_;
  std::size_t index_;
  std::span<const std::uint32_t> lengths_;
  const Ranking& ranking_;
  BestDocuments& best_;
  std::vector<List> lists_;
  std::vector<double> bounds_;  // of the lists from here on, together
  std::vector<double> scores_;  // of the window
  std::vector<Candidate> candidates_;
};

}  // namespace

void evaluate(std::span<const LiveView> views, std::span<const RankedTerm> terms, const Ranking& ranking,
              BestDocuments& best) {
  for (std::size_t i = 0; i < views.size(); ++i) SegmentEvaluation(views, i, terms, ranking, best).run();
}

}  // namespace debrief::search
