// SPDX-License-Identifier: Apache-2.0
// The graph of factors as a drawing: boxes, arrows and lines of text. Lengths are CSS pixels (1/96 inch) from the upper
// left corner, y grows downwards.
#pragma once

#include "domain/factor.hpp"

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <vector>

namespace debrief::domain {

struct FigurePoint {
  double x = 0;
  double y = 0;
  friend bool operator==(const FigurePoint&, const FigurePoint&) = default;
};

/// One line of text.
struct FigureText {
  enum class Style { kind, title, note };  ///< small above the title; the title; small below it
  FigurePoint at;                          ///< left end of the baseline
  std::string text;
  Style style = Style::title;
  double size = 0;  ///< of the font
};

struct FigureBox {
  std::string factor;  ///< id; empty for the outcome
  std::string group;   ///< id of the group of its kind, such as "technical"; empty for the outcome
  std::string label;   ///< all of it in one line, for those who do not see it
  FigurePoint corner;
  double width = 0;
  double height = 0;
  bool linked = true;  ///< false: it contributes to nothing yet
  std::vector<FigureText> lines;
};

/// `cause` contributed to `effect`. The curve is a chain of cubic Bézier segments, 1 + 3n points, from the right side
/// of the cause's box to the left side of the effect's, where it arrives from the left.
struct FigureArrow {
  std::string cause;
  std::string effect;
  std::string text;
  std::vector<FigurePoint> curve;
};

struct FactorDrawing {
  double width = 0;
  double height = 0;
  std::vector<FigureBox> boxes;  ///< the outcome first, then factors in their order
  std::vector<FigureArrow> arrows;
};

/// The words around a graph: what happened, and what its citations are called where it is shown.
struct FactorCaptions {
  std::string title;  ///< of the figure, such as "What contributed to INC-42"
  std::string outcome;
  std::map<std::int64_t, std::string> entries;  ///< labels of timeline entries, such as "T3"
  bool links = false;                           ///< citations lead to "#entry-<id>" of the document around it
};

struct FactorFigure {
  FactorDrawing drawing;
  std::string svg;  ///< a complete <svg> element, safe within HTML
};

/// Pure: answers without looking anything up.
using DrawFactors = std::function<FactorFigure(const FactorGraph&, const FactorCaptions&)>;
/// The taxonomy, in its order. Lives as long as the program.
using ListFactorKinds = std::function<const std::vector<FactorKind>&()>;

}  // namespace debrief::domain
