// SPDX-License-Identifier: Apache-2.0
// The difference between two texts: as a change, and as lines for people.
#pragma once

#include "changeset/change_set.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace debrief::changeset {

/// A small change that makes `to` of `from`: whole lines first, then words within the lines that differ, then without
/// the letters that differing words have in common at both ends. Not always the smallest; linear but for small parts.
[[nodiscard]] ChangeSet difference(std::u16string_view from, std::u16string_view to);

/// Lines in a row that are in both texts, in the new one only, or in the old one only.
struct Hunk {
  enum class Kind { same, added, removed } kind;
  std::vector<std::string> lines;  ///< without their ends
};

/// Where lines are replaced, the removed ones come first. A text that ends with a line end has no empty last line.
[[nodiscard]] std::vector<Hunk> line_difference(std::string_view from, std::string_view to);

}  // namespace debrief::changeset
