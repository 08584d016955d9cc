// SPDX-License-Identifier: Apache-2.0
// English words that say nothing about what a text is about.
#pragma once

#include <string_view>

namespace debrief::search {

/// `word` in lower case, without apostrophes ("dont").
[[nodiscard]] bool is_stop_word(std::string_view word);

}  // namespace debrief::search
