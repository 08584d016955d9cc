// SPDX-License-Identifier: Apache-2.0
// The steps of the layout: columns, order within them, heights. Pure.
#pragma once

#include "features/factors/layout.hpp"

#include <cstddef>
#include <vector>

namespace debrief::features::factors {

/// A box, or the place where an arrow passes a column.
struct LayoutNode {
  std::size_t column = 0;
  double height = 0;
  bool passes = false;
  std::vector<std::size_t> causes;   ///< neighbours in the column to the left
  std::vector<std::size_t> effects;  ///< neighbours in the column to the right
};

struct LayeredGraph {
  std::vector<LayoutNode> nodes;                  ///< the boxes, as in the input, then the passes
  std::vector<std::vector<std::size_t>> columns;  ///< nodes from the top, of each column from the right
  std::vector<std::vector<std::size_t>> ways;     ///< of each arrow: its cause, its passes, its effect
};

/// Columns by the longest way to the outcome. What contributes to nothing stands beside the outcome's direct causes.
/// Within columns, nodes stand as a walk from the outcome meets them, so that trees have no crossings.
[[nodiscard]] LayeredGraph layer(const LayoutInput& input);

/// How many pairs of neighbouring arrows cross.
[[nodiscard]] std::size_t count_crossings(const LayeredGraph& graph);

/// Reorders the columns until no sweep makes fewer crossings, within a bounded number of sweeps.
void reduce_crossings(LayeredGraph& graph);

/// The middle of each node, from the top.
[[nodiscard]] std::vector<double> place_middles(const LayeredGraph& graph, double row_gap);

}  // namespace debrief::features::factors
