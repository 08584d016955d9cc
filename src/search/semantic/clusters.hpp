// SPDX-License-Identifier: Apache-2.0
// Groups of vectors that lie near each other, so that a search need not look at all of them (an inverted file of
// vectors: J. Sivic, A. Zisserman, Video Google, 2003).
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace debrief::search::semantic {

class Clusters {
 public:
  /// One cluster that holds everything.
  Clusters() = default;
  explicit Clusters(std::vector<float> centres, std::size_t dimensions)
      : centres_(std::move(centres)), dimensions_(dimensions) {}

  /// Spherical k-means over `vectors`, each of `dimensions` numbers and length 1; always the same for the same vectors.
  [[nodiscard]] static Clusters learn(std::span<const float> vectors, std::size_t dimensions, std::size_t count);

  [[nodiscard]] std::size_t count() const { return dimensions_ == 0 ? 1 : centres_.size() / dimensions_; }
  [[nodiscard]] std::uint32_t nearest(std::span<const float> vector) const;
  /// For many vectors at once.
  [[nodiscard]] std::vector<std::uint32_t> nearest_of_each(std::span<const float> vectors) const;
  /// All clusters, the nearest one first.
  [[nodiscard]] std::vector<std::uint32_t> by_nearness(std::span<const float> vector) const;

  [[nodiscard]] const std::vector<float>& centres() const { return centres_; }
  [[nodiscard]] std::size_t dimensions() const { return dimensions_; }

 private:
  std::vector<float> centres_;
  std::size_t dimensions_ = 0;
};

}  // namespace debrief::search::semantic
