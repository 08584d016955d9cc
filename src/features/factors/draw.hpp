// SPDX-License-Identifier: Apache-2.0
// The graph of factors as a drawing, and as SVG. Pure.
#pragma once

#include "domain/factor_figure.hpp"

#include <string>

namespace debrief::features::factors {

/// The outcome at the right, causes to the left of what they contributed to. Text is cut to a few lines for each box.
[[nodiscard]] domain::FactorDrawing draw(const domain::FactorGraph& graph, const domain::FactorCaptions& captions);

/// "M x y C …" for the curve of an arrow.
[[nodiscard]] std::string path_of(const domain::FigureArrow& arrow);

/// An SVG 1.1 element that stands alone or within HTML: no script, nothing fetched, text escaped, its style limited to
/// itself. Light or dark as the reader prefers, dark on white on paper. With title and description, and the arrows as
/// sentences in the description. `drawing` must be the drawing of that graph.
[[nodiscard]] std::string to_svg(const domain::FactorDrawing& drawing, const domain::FactorGraph& graph,
                                 const domain::FactorCaptions& captions);

/// Both.
[[nodiscard]] domain::FactorFigure figure_of(const domain::FactorGraph& graph, const domain::FactorCaptions& captions);

}  // namespace debrief::features::factors
