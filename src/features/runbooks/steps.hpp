// SPDX-License-Identifier: Apache-2.0
// The steps of a runbook, read from its Markdown. Pure.
#pragma once

#include "domain/runbook.hpp"

#include <string_view>
#include <vector>

namespace debrief::features::runbooks {

/// A step is an item of an ordered list at the left margin: a line that begins with a number of up to nine digits, "."
/// or ")", and a space. Lines below it that are indented belong to it, and so do lines that go on with its paragraph.
/// Nothing inside fenced code is a step. As in CommonMark, only the number 1 begins a list in the middle of a paragraph.
///
/// Links to "/incidents/7#entry-123", or to another page below "/incidents/7", say where a step came from: they become
/// its origins, and are left out of its title.
[[nodiscard]] std::vector<domain::RunbookStep> read_steps(std::string_view markdown);

}  // namespace debrief::features::runbooks
