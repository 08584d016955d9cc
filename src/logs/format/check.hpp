// SPDX-License-Identifier: Apache-2.0
// The samples of a format, which are its test.
#pragma once

#include "logs/format/definition.hpp"
#include "logs/format/format.hpp"

namespace debrief::logs {

/// Errors: invalid, when the format itself cannot be made.
[[nodiscard]] Result<FormatReport> run_samples(const Definition& definition);

/// The parts of patterns that are part of the program.
[[nodiscard]] Result<PatternParts> embedded_parts();

}  // namespace debrief::logs
