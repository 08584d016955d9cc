// SPDX-License-Identifier: Apache-2.0
// The meeting about a postmortem, as calendars take it, and its agenda. Pure.
#pragma once

#include "base/clock.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace debrief::features::postmortems::review {

struct Meeting {
  std::int64_t incident = 0;
  Instant at;
  std::int64_t minutes = 60;
  std::string place;          ///< a room or a link; may be empty
  std::int64_t sequence = 0;  ///< grows with every change
  bool cancelled = false;
  std::string set_by;
  Instant set_at;
};

/// What the meeting is for: what is still open.
struct AgendaInput {
  std::string key;
  std::string title;
  std::vector<std::string> missing;    ///< what the postmortem lacks
  std::vector<std::string> evidence;   ///< that is missing
  std::vector<std::string> questions;  ///< that the document still asks its authors
  std::vector<std::string> threads;    ///< open ones: the quote and the first comment
  std::vector<std::string> unheard;    ///< people whose account is missing
};
/// Markdown, with minutes that add up to the meeting's.
[[nodiscard]] std::string agenda(const AgendaInput& input, std::int64_t minutes);

/// The questions ("To write") that are left in a document, with the section that they stand in.
[[nodiscard]] std::vector<std::string> open_questions(std::string_view markdown);

/// iCalendar (RFC 5545), one event with the agenda as its description; `url` may be empty.
[[nodiscard]] std::string calendar(const Meeting& meeting, std::string_view title, std::string_view description,
                                   std::string_view url);

}  // namespace debrief::features::postmortems::review
