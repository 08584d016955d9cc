// SPDX-License-Identifier: Apache-2.0
// What programs write before a message, in the orders that are usual: stamps, host, process, level, thread, logger.
#pragma once

#include "logs/format/format.hpp"
#include "logs/time/layout.hpp"

#include <cstddef>
#include <string_view>

namespace debrief::logs {

/// Reads the header of a line of unknown format. `time` is the stamp that tells most of those before the message,
/// `body` the rest of the line after the header. Fields: host, process, pid, thread, logger. Looks at the first 1,024
/// bytes.
[[nodiscard]] ParsedLine read_header(std::string_view line);

/// Whether a line without a stamp of its own looks like a part of the record before it: it is indented, closes a
/// bracket, or goes on with a stack trace as Java, Python, Go, Ruby, Node or PHP print it.
[[nodiscard]] bool looks_continued(std::string_view line);

}  // namespace debrief::logs
