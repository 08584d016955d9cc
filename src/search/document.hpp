// SPDX-License-Identifier: Apache-2.0
// What goes into the index and what is asked of it: plain values.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace debrief::search {

/// Text under the name of one of the index's fields (Settings::fields). A field may occur several times;
/// its texts count as one.
struct FieldText {
  std::string field;
  std::string text;
};

/// `key` identifies the document to the caller, 1 to 1,000 bytes. `terms` are matched whole and with regard
/// to case, never tokenised ("service:checkout"); at most 1,000 bytes each.
struct Document {
  std::string key;
  std::vector<FieldText> fields;
  std::vector<std::string> terms = {};
};

/// An exact term asked for. `weight` is what it contributes when one document only has it, on the scale of Hit::score;
/// the more documents have it, the less.
struct ExactTerm {
  std::string term;
  double weight = 1.0;
};

/// A free text of any length and exact terms; a document that has any of them is a candidate. Of a very long
/// text the first 64 MB are read, and the 1,000 terms that weigh most count.
/// `admits`, when set, decides by key who may be found at all. It is called under the index's read lock,
/// only for documents good enough to be returned, and must not call the index. The figures of a Reason count
/// documents whether they are admitted or not.
/// `hidden` names documents that are as if they were not there: never found, and left out of the figures of a Reason.
/// Only in how much a term weighs do they still count.
/// `also` names documents that are candidates whatever words they have. `bonus`, when set, is added to the score of
/// the candidates, which are those and the best kConsidered by their words; it is called like `admits`.
struct Query {
  std::string text;
  std::vector<ExactTerm> terms = {};
  std::function<bool(std::string_view key)> admits = nullptr;
  std::vector<std::string> hidden = {};
  std::vector<std::string> also = {};
  std::function<double(std::string_view key)> bonus = nullptr;
};

/// Of this many documents, at least, the scores are complete before the best are chosen.
inline constexpr std::size_t kConsidered = 128;

/// Why a document was found: one term of the query that it has.
struct Reason {
  std::string term;                  ///< as the query wrote it ("timeouts", "ECONNREFUSED"), never a stem
  bool exact = false;                ///< one of Query::terms
  std::vector<std::string> fields;   ///< where the document has it; empty for exact terms
  double contribution = 0;           ///< its share of Hit::score
  std::uint32_t documents_with = 0;  ///< documents in the index, without hidden ones, that have the term
  std::uint32_t documents = 0;       ///< documents in the index, without hidden ones
};

/// `reasons` are the largest contributions, largest first; together with `rest` and `bonus` they add up to `score`.
/// Words contribute 1 together where a document has all words of the text, each without end; exact terms come on top.
struct Hit {
  std::string key;
  double score = 0;
  std::vector<Reason> reasons;
  double rest = 0;               ///< sum of the contributions that `reasons` leaves out
  std::uint32_t rest_count = 0;  ///< number of those
  double bonus = 0;              ///< of Query::bonus
};

/// "12 of 11,834 have it: 0.1 %".
[[nodiscard]] std::string describe_rarity(const Reason& reason);

}  // namespace debrief::search
