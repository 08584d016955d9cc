// SPDX-License-Identifier: Apache-2.0
// Where the boxes and arrows of a graph without circles stand: in columns from left to right, so that every arrow leads
// to the right. The same graph gives the same layout, down to the last bit of rounding on one machine.
//
// After K. Sugiyama, S. Tagawa, M. Toda, "Methods for Visual Understanding of Hierarchical System Structures", IEEE
// Trans. SMC 11 (1981): longest-path layering, dummy nodes where an arrow passes a column, and barycentres against
// crossings; crossings are counted as in W. Barth, P. Mutzel, M. Jünger, "Simple and Efficient Bilayer Cross Counting",
// JGAA 8 (2004). Heights within a column minimise squared distances to neighbours by isotonic regression: M. Ayer et
// al., "An Empirical Distribution Function for Sampling with Incomplete Information", Ann. Math. Stat. 26 (1955);
// arrows are kept straight by heavier weights as in E. Gansner et al., "A Technique for Drawing Directed Graphs", IEEE
// Trans. Software Eng. 19 (1993).
#pragma once

#include "domain/factor_figure.hpp"

#include <cstddef>
#include <vector>

namespace debrief::features::factors {

struct LayoutInput {
  std::vector<double> heights;  ///< of the boxes; box 0 is the outcome
  struct Arrow {
    std::size_t cause = 0;  ///< index into heights, not 0
    std::size_t effect = 0;
  };
  std::vector<Arrow> arrows;  ///< without circles
  double box_width = 0;
  double column_gap = 0;  ///< between the sides of boxes of neighbouring columns
  double row_gap = 0;     ///< between boxes above one another, at least
};

struct Layout {
  double width = 0;
  double height = 0;
  std::vector<domain::FigurePoint> corners;              ///< upper left, of each box
  std::vector<std::size_t> columns;                      ///< counted from the outcome at the right, which is 0
  std::vector<std::vector<domain::FigurePoint>> curves;  ///< of each arrow, as in FigureArrow
};

[[nodiscard]] Layout lay_out(const LayoutInput& input);

}  // namespace debrief::features::factors
