// SPDX-License-Identifier: Apache-2.0
// Latent semantic analysis (S. Deerwester et al., Indexing by latent semantic analysis, 1990): the directions along
// which the texts of an archive differ most.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace debrief::search::semantic {

/// A sparse matrix of texts by terms.
struct Rows {
  std::vector<std::size_t> ends;     ///< of each row in `terms` and `weights`
  std::vector<std::uint32_t> terms;  ///< below `width`
  std::vector<float> weights;
  std::size_t width = 0;
};

/// The `dimensions` right singular vectors with the largest singular values: for each term one row of so many numbers.
/// Subspace iteration on the Gram matrix from random directions (N. Halko, P. Martinsson, J. Tropp, Finding structure
/// with randomness, 2011), always the same ones, so that the same rows give the same result. Takes four passes over the
/// rows; memory for 2 (dimensions + 20) numbers a term. Fewer dimensions come back when the rows have fewer.
[[nodiscard]] std::vector<float> learn_basis(const Rows& rows, std::size_t& dimensions);

}  // namespace debrief::search::semantic
