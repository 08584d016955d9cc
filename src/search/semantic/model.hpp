// SPDX-License-Identifier: Apache-2.0
// What was learned of an archive: a vector for each of its terms, so that texts in other words of the same matter come
// to lie near each other. Does not change; new texts are folded in.
#pragma once

#include "search/checked_file.hpp"
#include "search/semantic/passages.hpp"
#include "search/term_table.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <vector>

namespace debrief::search::semantic {

inline constexpr std::size_t kDimensions = 300;

/// A direction of length 1, or all zero for a text of which no term is known.
using Vector = std::vector<float>;

/// Safe from any thread.
class Model {
 public:
  /// Knows nothing.
  Model() = default;
  /// `basis` has `dimensions` numbers for each term; `rarities` one.
  Model(TermTable terms, std::vector<float> rarities, std::span<const float> basis, std::size_t dimensions,
        std::uint64_t documents);

  [[nodiscard]] std::size_t dimensions() const { return dimensions_; }
  /// Documents it was learned from.
  [[nodiscard]] std::uint64_t documents() const { return documents_; }
  [[nodiscard]] std::size_t memory_bytes() const;

  [[nodiscard]] Vector fold(const TermTable& terms, std::span<const TermCount> counts) const;
  /// What each of the counted terms contributes to the scalar product of the folded text and `other`.
  [[nodiscard]] std::vector<float> shares(const TermTable& terms, std::span<const TermCount> counts,
                                          std::span<const float> other) const;

  void write(CheckedWriter& out) const;
  /// Absent when what is read is no model.
  [[nodiscard]] static std::optional<Model> read(CheckedReader& in);

 private:
  // Adds weight times the term's vector.
  void add(std::uint32_t term, float weight, std::span<float> sum) const;
  [[nodiscard]] float weight_of(std::uint32_t term, float count) const;

  TermTable terms_;
  std::vector<float> rarities_;
  std::vector<float> scales_;       // of a code
  std::vector<std::int8_t> codes_;  // dimensions_ for each term
  std::size_t dimensions_ = 0;
  std::uint64_t documents_ = 0;
};

/// Puts documents in, one after the other: those of the archive, in any order, each once.
using EachDocument = std::function<void(const std::function<void(const Document&)>& take)>;

struct LearnOptions {
  std::size_t dimensions = kDimensions;
  std::size_t documents = 100'000;  ///< a larger archive is learned from so many of its documents
  std::size_t terms = 50'000;       ///< the most frequent ones
};

/// Fewer have nothing to learn from.
inline constexpr std::size_t kFewestDocuments = 20;

/// Learns from the documents, of which there are about `expected`. Absent when they are too few, or `go_on` said no.
[[nodiscard]] std::optional<Model> learn(const EachDocument& documents, std::size_t expected, const Settings& settings,
                                         const LearnOptions& options, const std::function<bool()>& go_on);

}  // namespace debrief::search::semantic
