// SPDX-License-Identifier: Apache-2.0
// The timeline of a draft. A long one is shown with its quieter stretches folded, and in full in an appendix.
#pragma once

#include "features/postmortems/labels.hpp"

#include <string>

namespace debrief::features::postmortems {

/// Timelines up to this many rows are shown as they are.
inline constexpr std::size_t kLongTimeline = 150;

/// Markdown blocks, each empty when there is nothing for it.
struct DraftTimeline {
  std::string key_moments;  ///< list of the entries that are marked as key moments
  std::string table;        ///< folded when it would have more than kLongTimeline rows
  std::string appendix;     ///< heading and full table; empty unless `table` is folded
};

/// Folding takes runs of messages first ("14 messages in #inc-checkout, 10:42–10:55, T20–T33"), then, while it is
/// still too long, runs of the other kinds that come in masses. Key moments are never folded.
[[nodiscard]] DraftTimeline draft_timeline(const Labels& labels);

}  // namespace debrief::features::postmortems
