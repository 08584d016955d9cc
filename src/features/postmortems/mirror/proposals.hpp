// SPDX-License-Identifier: Apache-2.0
// What somebody changed in a copy of a text, as suggestions for the text as it is now. Pure.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace debrief::features::postmortems::mirror {

/// Puts `replacement` in the place of [from, until), in UTF-16 code units of the current text. Whole lines; where lines
/// are only added, the range is the line that they follow.
struct Proposal {
  std::size_t from = 0;
  std::size_t until = 0;
  std::string replacement;

  friend bool operator==(const Proposal&, const Proposal&) = default;
};

struct Proposals {
  std::vector<Proposal> fitting;      ///< in the order of the text, apart from each other
  std::vector<std::string> homeless;  ///< "-old\n+new\n" of changes to lines that have changed or gone since
};

/// Both `base` and `theirs` are copies: the one before and the one after the change. What the current text has already
/// is left out. Lines end with LF.
[[nodiscard]] Proposals propose(std::string_view base, std::string_view theirs, std::string_view current);

}  // namespace debrief::features::postmortems::mirror
