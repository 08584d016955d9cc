// SPDX-License-Identifier: Apache-2.0
// A document in the order in which it is printed.
#pragma once

#include "print/box.hpp"

#include <string>
#include <vector>

namespace debrief::print {

struct Bookmark {
  unsigned level = 1;
  std::string title;
  std::string anchor;
};

struct Composition {
  std::vector<Block> blocks;  ///< title, facts, contents, text, sources; anchors are names of Targets
  std::vector<Bookmark> bookmarks;
  Targets targets;
};

[[nodiscard]] Composition compose(const Document& document);

}  // namespace debrief::print
