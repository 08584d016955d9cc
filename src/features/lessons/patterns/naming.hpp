// SPDX-License-Identifier: Apache-2.0
// What a group of incidents is called: words that its members have and other incidents, and other groups, rather not.
#pragma once

#include "features/lessons/patterns/words.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace debrief::features::lessons {

/// The words of an incident that are its own, each once, ascending.
struct OwnWords {
  std::vector<WordNumber> title;
  std::vector<WordNumber> all;  ///< of title and text
  std::vector<WordNumber> again = {};  ///< those that the text has twice or more
};

/// For each group the words that tell it apart, the most telling first, at most `limit`. What most groups say alike, as
/// "resolved" or "monitoring", tells nothing, nor what a tenth of the other titles have; a word that stands in
/// no title counts where texts say it again; a word of titles counts thrice. None where the members share nothing that
/// could be said of them.
[[nodiscard]] std::vector<std::vector<std::string>> name_groups(const std::vector<std::vector<std::size_t>>& groups,
                                                                const std::vector<OwnWords>& texts, const Words& words,
                                                                std::size_t limit);

}  // namespace debrief::features::lessons
