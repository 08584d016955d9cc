// SPDX-License-Identifier: Apache-2.0
// Kinds of timeline entries as people write them.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace debrief::connectors {

/// "Decision", "deployment", "Hypothesis" … as a kind of TimelineEntry; absent when the word means none.
[[nodiscard]] std::optional<std::string> find_kind(std::string_view word);

/// A text whose first word, before a colon, names its kind: "decision: roll back".
struct KindAndText {
  std::string kind;
  std::string_view text;  ///< what follows the colon
};
[[nodiscard]] std::optional<KindAndText> split_kind(std::string_view text);

}  // namespace debrief::connectors
