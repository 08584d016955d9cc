// SPDX-License-Identifier: Apache-2.0
// What a postmortem should tell: who, what, where, when, why and how, and what a team learns from.
#pragma once

#include <span>
#include <string_view>

namespace debrief::features::postmortems {

struct Aspect {
  std::string_view id;        ///< "went_well"
  std::string_view name;      ///< "What went well"
  std::string_view question;  ///< what an author is asked while it is missing
  /// Parts of headings, in lower case, of the sections that tell it; empty for what the record alone shows.
  std::span<const std::string_view> headings;
};

/// In the order in which readers ask.
[[nodiscard]] std::span<const Aspect> aspects();
/// Null when there is none of that id.
[[nodiscard]] const Aspect* find_aspect(std::string_view id);

}  // namespace debrief::features::postmortems
