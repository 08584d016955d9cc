// SPDX-License-Identifier: Apache-2.0
// How an index is laid out.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace debrief::search {

/// One occurrence in this field counts as much as `weight` occurrences in a field of weight 1.
struct Field {
  std::string name;
  double weight = 1.0;
};

/// At most kFieldLimit fields; text under another name than these is an error.
struct Settings {
  std::vector<Field> fields = {{"title", 2.0}, {"text", 1.0}};
  std::size_t seal_after = 4096;  ///< documents of the fresh segment before it is packed
};

inline constexpr std::size_t kFieldLimit = 7;

}  // namespace debrief::search
