// SPDX-License-Identifier: Apache-2.0
// Names the template of each line of a log.
#pragma once

#include "logs/format/format.hpp"
#include "logs/mine/templates.hpp"

#include <cstdint>
#include <functional>
#include <span>
#include <string_view>
#include <vector>

namespace debrief::logs {

struct LabelledLines {
  std::vector<Template> templates;         ///< in the order of their first lines
  std::vector<std::uint32_t> template_of;  ///< of each line: a number of `templates`
};

/// `body` tells what of a line is said, without stamp, level and host; it is called once a line and may return the
/// whole line. Memory grows with the kinds of messages, and by four bytes a line.
[[nodiscard]] LabelledLines label_lines(std::span<const std::string_view> lines,
                                        const std::function<std::string_view(std::string_view)>& body);

/// The format that most of the lines have tells the bodies; of lines that do not have it, the generic recogniser.
[[nodiscard]] LabelledLines label_lines(std::span<const std::string_view> lines, const Formats& formats);

/// One line for each: id, tab, template, newline.
[[nodiscard]] std::string to_tsv(const LabelledLines& lines);

}  // namespace debrief::logs
