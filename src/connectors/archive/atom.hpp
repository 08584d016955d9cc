// SPDX-License-Identifier: Apache-2.0
// The history feed of a status page (Atom, RFC 4287), one entry for each incident.
#pragma once

#include "base/front_matter.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace debrief::connectors::archive {

/// An entry as a record: title, url and published_at as fields; its updates, oldest first, as a timeline in Markdown.
struct FeedRecord {
  FrontMatterValue fields;
  std::string body;
};

[[nodiscard]] bool is_atom_feed(std::string_view text);

/// The entries in the order of the feed. Reads the elements that feeds of status pages have and skips all others; it
/// expands no entities but those of HTML and opens no other document.
[[nodiscard]] std::vector<FeedRecord> list_feed_records(std::string_view atom);

}  // namespace debrief::connectors::archive
