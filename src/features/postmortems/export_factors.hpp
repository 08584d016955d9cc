// SPDX-License-Identifier: Apache-2.0
// What exports show of contributing factors: a section with the figure and the list. Pure.
#pragma once

#include "features/postmortems/export.hpp"

#include <optional>
#include <string>
#include <vector>

namespace debrief::features::postmortems {

/// What the text cites, and what only factors cite, as F1, F2, …
[[nodiscard]] std::vector<Citation> list_export_citations(const ExportInput& input);

struct FactorsSection {
  std::string title;  ///< another one than the document's own headings
  std::string list;   ///< Markdown
  domain::FactorFigure figure;
};
/// Absent when the incident has no factors. `citations` as listed above.
[[nodiscard]] std::optional<FactorsSection> factors_section(const ExportInput& input,
                                                            const std::vector<Citation>& citations);

/// Draws it as large as fits into the figure, at most in the size of the screen, dark on light.
[[nodiscard]] print::Figure to_print(const domain::FactorDrawing& drawing);

}  // namespace debrief::features::postmortems
