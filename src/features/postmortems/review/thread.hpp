// SPDX-License-Identifier: Apache-2.0
// What people say about a range of a postmortem's text.
#pragma once

#include "base/clock.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace debrief::features::postmortems::review {

/// A range of the text of an edition, in UTF-16 code units. Empty (from == until): the text that it was about is gone,
/// or it is about the document as a whole.
struct Anchor {
  std::int64_t edition = 0;
  std::size_t from = 0;
  std::size_t until = 0;

  friend bool operator==(const Anchor&, const Anchor&) = default;
};

struct Comment {
  std::string id;
  std::string thread;
  std::string author;
  std::string author_id;
  std::string text;  ///< Markdown; empty once removed
  Instant recorded_at;
  std::optional<Instant> edited_at;
  std::optional<Instant> removed_at;
};

/// `kind`: "comment" or "suggestion". `state`: "open", "resolved", and for suggestions "accepted" and "rejected".
struct Thread {
  std::string id;
  std::int64_t incident = 0;
  std::string kind;
  Anchor anchor;
  std::string quote;                       ///< the text that it was about
  std::optional<std::string> replacement;  ///< of a suggestion
  std::string state;
  std::string author;
  std::string author_id;
  Instant recorded_at;
  std::optional<std::string> settled_by;
  std::optional<Instant> settled_at;
  std::vector<Comment> comments;  ///< the oldest first
};

}  // namespace debrief::features::postmortems::review
