// SPDX-License-Identifier: Apache-2.0
// Findings in plain words, for lists and drafts. No causes are claimed: what the counts say, and nothing else.
#pragma once

#include "logs/compare/finding.hpp"

#include <string>

namespace debrief::logs {

/// One sentence: "“session opened for user <*>” in auth.log came 42 times a minute instead of 3 (14 times as often as
/// before)". Times are in UTC. Templates are cut after 160 bytes.
[[nodiscard]] std::string describe(const Finding& finding);

/// A number as people write it: "1,204", "12.5", "0.03".
[[nodiscard]] std::string describe_number(double value);

}  // namespace debrief::logs
