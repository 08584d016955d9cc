// SPDX-License-Identifier: Apache-2.0
// The rows of a table.
#pragma once

#include "print/box.hpp"

namespace debrief::print {

/// One box for the header, where there is one, and one for each row. They share the widths of the columns.
[[nodiscard]] std::vector<std::unique_ptr<Box>> make_table_boxes(const Block& block, const Frame& frame);

}  // namespace debrief::print
