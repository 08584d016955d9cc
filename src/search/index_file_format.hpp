// SPDX-License-Identifier: Apache-2.0
// What the writer and the reader of index files agree on.
#pragma once

#include <cstdint>
#include <string_view>

namespace debrief::search {

inline constexpr std::string_view kIndexFileName = "debrief search index\n";

/// To be raised whenever the layout, the tokeniser or the stemmer changes.
inline constexpr std::uint64_t kIndexFileVersion = 1;

}  // namespace debrief::search
