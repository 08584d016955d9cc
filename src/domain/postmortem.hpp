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
  std::int64_t version = 1;  ///< grows with every saved text or state
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
};

}  // namespace debrief::domain
