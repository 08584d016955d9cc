// SPDX-License-Identifier: Apache-2.0
// The citations in a document: links to timeline entries, [T3](#entry-123).
#pragma once

#include "domain/timeline.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace debrief::features::postmortems {

struct CitationMark {
  std::string label;
  std::int64_t entry = 0;
  friend bool operator==(const CitationMark&, const CitationMark&) = default;
};

/// Each cited entry once, under the label of its first citation, in the order of the text. Code blocks are passed
/// over.
[[nodiscard]] std::vector<CitationMark> find_citations(std::string_view markdown);

/// A citation with what it points to.
struct Citation {
  std::string label;
  domain::TimelineEntry entry;
};

/// The citations whose entries are in `entries`; what cites nothing is left out.
[[nodiscard]] std::vector<Citation> resolve(const std::vector<CitationMark>& marks,
                                            const std::vector<domain::TimelineEntry>& entries);

/// The title of the list of cited entries in an export.
inline constexpr std::string_view kCitedTitle = "Cited timeline entries";

/// Where the entry comes from, in words: "#inc-checkout, message 4, written as 11:47, zone assumed".
[[nodiscard]] std::string origin_of(const domain::TimelineEntry& entry);

}  // namespace debrief::features::postmortems
