// SPDX-License-Identifier: Apache-2.0
// Finds documents like a text, by their words and by what they mean, and says why.
#pragma once

#include "search/index.hpp"
#include "search/semantic/semantics.hpp"

#include <cstddef>
#include <filesystem>
#include <functional>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

namespace debrief::search {

/// What the likeness of meaning contributes to a score, where it is perfect; the words contribute 1 at most.
inline constexpr double kMeaningWeight = 0.5;

/// A hit with the likeness of meaning: `meaning` (the weighted share), the hit's reasons, rest and bonus add up to its
/// score.
struct Finding {
  Hit hit;  ///< its bonus is that of the query only
  double meaning = 0;
  std::vector<std::string> meaning_words;  ///< of the query, those that carry the likeness most first
};

/// Safe for any number of readers and writers at once.
class Recogniser {
 public:
  explicit Recogniser(Settings settings = {});

  /// As those of Index.
  Result<> put(const Document& document);
  bool erase(std::string_view key);
  [[nodiscard]] bool contains(std::string_view key) const { return index_.contains(key); }
  [[nodiscard]] std::size_t size() const { return index_.size(); }
  [[nodiscard]] std::size_t memory_bytes() const { return index_.memory_bytes() + semantics_.memory_bytes(); }
  void pack() { index_.pack(); }

  /// The best `limit` documents, best first: the score is the share of the query's words that the document has, the
  /// likeness of meaning, exact terms, and the query's bonus.
  [[nodiscard]] std::vector<Finding> search(const Query& query, std::size_t limit, std::size_t reason_limit = 8) const;
  /// By words only: for those who search, not for those who compare.
  [[nodiscard]] std::vector<Hit> search_words(const Query& query, std::size_t limit, std::size_t reason_limit) const {
    return index_.search(query, limit, reason_limit);
  }

  /// Whether what was learned is missing, or from an archive so much smaller that it should be learned anew.
  [[nodiscard]] bool is_stale() const;
  /// Learns anew while the old model serves. As Semantics::learn.
  bool learn(const semantic::EachDocument& documents, const std::function<bool()>& go_on,
             const semantic::LearnOptions& options = {});
  [[nodiscard]] std::size_t learned_from() const { return semantics_.learned_from(); }
  /// The direction of a document's meaning; empty when it is not known.
  [[nodiscard]] semantic::Vector direction_of(std::string_view key) const { return semantics_.direction_of(key); }

  /// Two files: `file` and `file`.meaning. The second may be missing or stale; then it is learned anew.
  void save(const std::filesystem::path& file, std::string_view mark) const;
  Result<std::string> load(const std::filesystem::path& file);

 private:
  Index index_;
  semantic::Semantics semantics_;
};

}  // namespace debrief::search
