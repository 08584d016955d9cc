// SPDX-License-Identifier: Apache-2.0
// The best documents seen so far, at most a given number of them.
#pragma once

#include "search/segment.hpp"

#include <cstddef>
#include <functional>
#include <limits>
#include <string_view>
#include <vector>

namespace debrief::search {

struct ScoredDocument {
  double score = 0;
  std::string_view key;  ///< points into the segment
  std::size_t segment = 0;
  DocumentNumber document = 0;
  double bonus = 0;  ///< what `score` has beyond the terms
};

/// Whether `a` comes before `b`: the better score, and of equal ones the smaller key.
[[nodiscard]] bool is_better(const ScoredDocument& a, const ScoredDocument& b);

class BestDocuments {
 public:
  using Admits = std::function<bool(std::string_view key)>;

  BestDocuments(std::size_t limit, const Admits& admits) : limit_(limit), admits_(admits) {}

  /// What a score must reach to be of interest.
  [[nodiscard]] double threshold() const {
    if (limit_ == 0) return std::numeric_limits<double>::infinity();
    return heap_.size() < limit_ ? 0 : heap_.front().score;
  }

  void offer(const ScoredDocument& document);

  /// Best first; equal scores by ascending key.
  [[nodiscard]] std::vector<ScoredDocument> sorted() &&;

 private:
  std::size_t limit_;
  const Admits& admits_;
  std::vector<ScoredDocument> heap_;  // the worst in front
};

}  // namespace debrief::search
