// SPDX-License-Identifier: Apache-2.0
// The postmortem document and the templates that drafts are made from.
#pragma once

#include "base/clock.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace debrief::domain {

enum class PostmortemState { draft, in_review, published };
[[nodiscard]] std::string_view to_text(PostmortemState state);
[[nodiscard]] std::optional<PostmortemState> postmortem_state_from(std::string_view text);

/// The one document of an incident. Its text is Markdown; `[T3](#entry-123)` cites timeline entry 123.
struct Postmortem {
  std::int64_t incident = 0;
  std::string title;
  PostmortemState state = PostmortemState::draft;
  std::string template_id;
  std::string markdown;
  std::int64_t version = 1;  ///< grows with every kept text or state
  std::int64_t edition = 0;  ///< edits that the text holds, of all that were ever made
  std::int64_t unkept = 0;   ///< how many of them no revision holds yet
  std::string author;        ///< who changed it last
  Instant drafted_at;
  Instant updated_at;
  std::optional<Instant> published_at;
};

struct Revision {
  std::int64_t version = 0;
  std::string author;
  Instant recorded_at;
  std::int64_t size = 0;
  std::int64_t edition = 0;            ///< edits that its text holds
  std::vector<std::string> authors = {};    ///< of the edits since the revision before
  std::optional<std::string> name = {};     ///< when somebody gave it one
};

}  // namespace debrief::domain
