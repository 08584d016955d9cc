// SPDX-License-Identifier: Apache-2.0
// From an incident so far to what is asked of the library, and from what it finds to reasons in words.
#pragma once

#include "domain/incident.hpp"
#include "domain/match.hpp"
#include "domain/ports.hpp"
#include "domain/timeline.hpp"
#include "features/lessons/signals.hpp"
#include "search/recogniser.hpp"

#include <map>
#include <string>
#include <vector>

namespace debrief::features::lessons {

/// Scores are shown in points: a hundred for all words of the question.
inline constexpr double kPoints = 100;

/// What is asked, and what its signals are called.
struct Question {
  search::Query query;
  std::map<std::string, std::string> names = {};  ///< as signal_in_words takes them
};

/// Title, summary, alerts, and what people noted, with the signals as exact terms. Bounded in length, the newest notes
/// first. `signals.text` is not looked at: it is what is asked.
[[nodiscard]] Question question_for(const domain::Incident& incident, SignalsOf signals,
                                    const std::vector<domain::TimelineEntry>& timeline);

/// What else a past incident has for it: at most 5 points for having been lately, halved each year, and what people
/// answered for other incidents.
struct Leanings {
  double recency = 0;
  double experience = 0;
  std::int64_t confirmed = 0;  ///< times that people said same or similar
  std::int64_t refused = 0;    ///< times that people said not this
};
[[nodiscard]] double recency_of(Instant occurred_at, Instant now);
/// At most 5 points either way, and less while few have answered.
[[nodiscard]] double experience_of(std::int64_t confirmed, std::int64_t refused);

/// The reasons of a finding in words, in points; they add up to the finding's score.
[[nodiscard]] std::vector<domain::MatchReason> reasons_of(const search::Finding& finding, const Leanings& leanings,
                                                          const std::map<std::string, std::string>& names = {});

/// The part of the body that shows the strongest reason, about `length` bytes.
[[nodiscard]] std::string excerpt_of(const std::string& body, const search::Hit& hit, std::size_t length = 240);

}  // namespace debrief::features::lessons
