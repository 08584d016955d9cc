// SPDX-License-Identifier: Apache-2.0
// The passages of many documents as vectors of one byte a number.
#pragma once

#include "search/checked_file.hpp"
#include "search/semantic/clusters.hpp"
#include "search/semantic/codes.hpp"

#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace debrief::search::semantic {

/// Not safe for concurrent use.
class PassageVectors {
 public:
  explicit PassageVectors(std::size_t dimensions) : dimensions_(dimensions), lists_(1) {}
  PassageVectors(PassageVectors&&) = default;
  PassageVectors& operator=(PassageVectors&&) = default;

  /// `vectors` holds one after the other; the caller has erased an earlier document with the key.
  void add(std::string_view key, std::span<const float> vectors);
  void erase(std::string_view key);
  /// Groups what there is, so that searches stay fast, and packs it. Takes a while.
  void group();

  struct Near {
    std::string_view key;  ///< valid until the next change
    double cosine = 0;
  };
  /// The documents with the nearest passages, the nearest first. Looks at kLookedAt passages, those of the clusters
  /// that lie nearest, and at all when there are no more.
  [[nodiscard]] std::vector<Near> nearest(std::span<const float> vector, std::size_t limit) const;
  static constexpr std::size_t kLookedAt = 16'384;

  /// Of the document's nearest passage; absent when there is no such document.
  [[nodiscard]] std::optional<double> cosine(std::string_view key, std::span<const float> vector) const;
  /// The document's passage that is nearest to the vector; empty when there is no such document.
  [[nodiscard]] std::vector<float> nearest_passage(std::string_view key, std::span<const float> vector) const;
  /// The mean direction of the document's passages; empty when there is no such document.
  [[nodiscard]] std::vector<float> mean(std::string_view key) const;

  [[nodiscard]] std::size_t dimensions() const { return dimensions_; }
  [[nodiscard]] std::size_t documents() const { return slots_.size(); }
  [[nodiscard]] std::size_t memory_bytes() const;

  void write(CheckedWriter& out) const;
  [[nodiscard]] static std::optional<PassageVectors> read(CheckedReader& in);

 private:
  static constexpr std::uint32_t kNone = 0xFFFFFFFF;

  [[nodiscard]] const std::int8_t* codes_of(std::uint32_t passage) const {
    return codes_.data() + std::size_t{passage} * dimensions_;
  }
  [[nodiscard]] std::vector<float> decode(std::uint32_t passage) const;
  [[nodiscard]] std::uint32_t first_of(std::string_view key) const;
  [[nodiscard]] std::uint32_t nearest_of(std::string_view key, const WideCodes& wide) const;

  std::size_t dimensions_;
  Clusters clusters_;
  std::vector<std::vector<std::uint32_t>> lists_;              // passages by cluster
  std::vector<std::int8_t> codes_;                             // by passage
  std::vector<float> scales_;                                  // by passage
  std::vector<std::uint32_t> owners_;                          // by passage: its document; kNone for erased ones
  std::vector<std::uint32_t> next_;                            // by passage: another one of its document
  std::deque<std::string> keys_;                               // by document
  std::vector<std::uint32_t> first_;                           // by document
  std::unordered_map<std::string_view, std::uint32_t> slots_;  // document by key; points into keys_
};

}  // namespace debrief::search::semantic
