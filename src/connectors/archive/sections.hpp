// SPDX-License-Identifier: Apache-2.0
// Which part of a postmortem each line belongs to.
#pragma once

#include "connectors/archive/document.hpp"
#include "connectors/archive/lines.hpp"

#include <cstddef>
#include <string_view>
#include <vector>

namespace debrief::connectors::archive {

/// What a heading announces, by the words in it.
[[nodiscard]] SectionKind kind_of_title(std::string_view title);

/// The same for a line that is no heading in the markup: only when it consists of nothing else.
[[nodiscard]] SectionKind kind_of_bare_title(std::string_view line);

/// A section as a range of lines. The part before the first heading is a section without a title.
struct SectionLines {
  std::size_t heading = 0;  ///< index of its heading; equal to `begin` where there is none
  std::size_t begin = 0;    ///< index of the first line below the heading
  std::size_t end = 0;      ///< index behind the last one
  unsigned level = 0;       ///< as in DocumentSection; 0 without a heading
  std::string_view title;
  SectionKind own = SectionKind::other;   ///< by its own title
  SectionKind kind = SectionKind::other;  ///< that of the nearest section around it where its own says nothing
};

[[nodiscard]] std::vector<SectionLines> find_sections(const std::vector<Line>& lines);

}  // namespace debrief::connectors::archive
