// SPDX-License-Identifier: Apache-2.0
// English word stems by the Snowball English stemmer ("Porter2": M. F. Porter, Snowball: a language for
// stemming algorithms, 2001, snowballstem.org/algorithms/english/stemmer.html).
#pragma once

#include <string>

namespace debrief::search {

/// Replaces a word of the letters a-z by its stem ("retrying" "retri"). Words of up to two letters stay.
void stem(std::string& word);

}  // namespace debrief::search
