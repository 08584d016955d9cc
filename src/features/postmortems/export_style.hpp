// SPDX-License-Identifier: Apache-2.0
// The style sheet of the HTML export.
#pragma once

#include <string_view>

namespace debrief::features::postmortems {

/// For screens in light and dark and for paper. Asks for nothing from anywhere: fonts are those of the reader's system.
[[nodiscard]] std::string_view export_style();

}  // namespace debrief::features::postmortems
