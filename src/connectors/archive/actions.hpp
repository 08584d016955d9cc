// SPDX-License-Identifier: Apache-2.0
// Action items that a document lists.
#pragma once

#include "connectors/archive/document.hpp"
#include "connectors/archive/lines.hpp"
#include "connectors/archive/sections.hpp"

#include <vector>

namespace debrief::connectors::archive {

/// Items of lists and rows of tables in sections of kind `actions`. Prose is no action item.
[[nodiscard]] std::vector<ActionItem> list_action_items(const std::vector<Line>& lines,
                                                        const std::vector<SectionLines>& sections);

}  // namespace debrief::connectors::archive
