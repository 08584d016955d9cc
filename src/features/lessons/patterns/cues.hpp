// SPDX-License-Identifier: Apache-2.0
// Phrases by which a text speaks of a contributing factor or of what triggered an incident. They find what is said in
// so many words, no more: people decide.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace debrief::features::lessons {

/// That a text speaks of `kind`: the id of a kind of factor, such as "technical.capacity", or of a trigger, such as
/// "trigger.change".
struct CueFound {
  std::string kind;
  double score = 0;                  ///< 0 to 1
  std::vector<std::string> phrases;  ///< as the text has them, the heaviest first
};

/// The strongest first. A phrase counts double in the title and soon after words that announce a cause.
[[nodiscard]] std::vector<CueFound> read_cues(std::string_view title, std::string_view text);

/// "Deployment or release" of "trigger.change"; empty for others.
[[nodiscard]] std::string_view trigger_name(std::string_view kind);

}  // namespace debrief::features::lessons
