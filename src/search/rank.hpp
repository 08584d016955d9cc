// SPDX-License-Identifier: Apache-2.0
// What one term contributes to a document's score: BM25 (S. Robertson, H. Zaragoza, The Probabilistic
// Relevance Framework: BM25 and Beyond, 2009) in its form for weighted fields, where a field's words count
// as often as its weight says (Robertson, Zaragoza, Taylor, 2004), and with saturation of the query's side
// for queries as long as a document.
//
//   weight(term)      = ln(1 + (N - n + 0.5) / (n + 0.5))^1.5 * c (k3 + 1) / (c + k3)
//   contribution      = weight * f (k1 + 1) / (f + k1 (1 - b + b length / average length))
//
// N documents, n of them with the term, c times in the query, f weighted times in the document. The exponent
// lies midway between BM25 (1) and cosine similarity of tf-idf vectors (2, since idf enters on both sides):
// for whole texts as queries rare terms deserve more than a keyword query gives them. All weights are then divided by
// what the words of the query could contribute at most, so that scores are shares of what is asked; an exact term
// weighs what the caller says, scaled by its rarity over that of a term that one document has.
#pragma once

#include "search/occurrences.hpp"
#include "search/postings.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace debrief::search {

/// What the index holds while a query runs.
struct CorpusFigures {
  std::uint32_t documents = 0;
  std::uint64_t total_length = 0;  ///< in sixteenths, as Segment::lengths
};

/// ln(1 + (N - n + 0.5) / (n + 0.5))^1.5, more than 0 for every n up to N.
[[nodiscard]] double rarity(std::uint32_t documents_with, std::uint32_t documents);

/// Grows with the count, towards a limit of k3 + 1.
[[nodiscard]] double query_saturation(double count);

/// One term of the query, ready to be scored.
struct RankedTerm {
  std::string name;
  std::string surface;
  bool exact = false;
  std::uint32_t documents_with = 0;
  double weight = 0;
  double bound = 0;                                ///< no document gets more from this term
  std::vector<std::optional<PostingsView>> lists;  ///< by segment
};

class Ranking {
 public:
  Ranking(const FieldWeights& fields, const CorpusFigures& corpus);

  /// Of a word of the text, before the division.
  [[nodiscard]] double weight(std::uint32_t documents_with, double count) const;
  [[nodiscard]] double exact_weight(std::uint32_t documents_with, double weight) const;
  /// What a word of the text contributes at most.
  [[nodiscard]] static double bound(double weight);

  /// An exact term contributes its weight, whatever the document's length.
  [[nodiscard]] double contribution(const RankedTerm& term, const char* occurrences, std::uint32_t length) const {
    if (term.exact) return term.weight;
    const double frequency = fields_->frequency(occurrences);
    return term.bound * frequency / (frequency + base_ + slope_ * length);
  }

 private:
  const FieldWeights* fields_;
  std::uint32_t documents_;
  double base_, slope_;
};

}  // namespace debrief::search
