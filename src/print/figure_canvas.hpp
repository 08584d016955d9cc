// SPDX-License-Identifier: Apache-2.0
// Figures drawn into the PDF.
#pragma once

#include "print/pdf.hpp"

namespace debrief::print {

/// Draws at the given corner of the current page, cut off at the figure's edges.
void draw_figure(Pdf& pdf, const Typesetter& typesetter, const Figure& figure, Point corner, double width);

}  // namespace debrief::print
