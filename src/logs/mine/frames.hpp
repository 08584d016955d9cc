// SPDX-License-Identifier: Apache-2.0
// Messages in which several words vary at once, so that no two of them differ in one place only ("mail from alice to
// bob").
#pragma once

#include "logs/mine/pattern.hpp"

#include <cstdint>
#include <vector>

namespace debrief::logs {

/// One round: of each pattern, the words that are at least eight times as common at their place as its others, among
/// patterns of the same length, are its frame. What varies in a frame that many patterns share becomes variable, when
/// at least half of their words are frame and each place has as many words as is_variable_place() asks for. Patterns
/// are distinct; the order does not matter. Returns the numbers of those it changed, ascending.
[[nodiscard]] std::vector<std::uint32_t> generalise_frames(std::vector<Pattern>& patterns, const SymbolTable& symbols);

}  // namespace debrief::logs
