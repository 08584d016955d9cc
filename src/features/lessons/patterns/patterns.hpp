// SPDX-License-Identifier: Apache-2.0
// What comes again: groups of incidents, what recurs over time, what precedes what. Pure: the same lessons give the
// same patterns.
#pragma once

#include "features/lessons/distil.hpp"
#include "features/lessons/patterns/words.hpp"
#include "search/semantic/model.hpp"

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace debrief::features::lessons {

/// A lesson as recurrences look at it.
struct Case {
  std::int64_t incident = 0;
  std::string title;
  Instant occurred_at;
  std::vector<std::string> signals;          ///< as signal_terms has them
  std::vector<std::string> triggers;         ///< ids, as the text speaks of them
  std::vector<std::string> factors_read;     ///< ids of kinds of factors that the text speaks of
};
[[nodiscard]] Case case_of(const Lesson& lesson);

/// A lesson as it is compared with others.
struct Comparable {
  Case of;
  search::semantic::Vector direction;  ///< empty: not known
  std::vector<WordNumber> title, text;
};
[[nodiscard]] Comparable comparable_of(const Lesson& lesson, search::semantic::Vector direction, Words& words);

/// Incidents that resemble each other.
struct Pattern {
  std::string id;                                            ///< "p" and the number of its oldest incident
  std::string name;                                          ///< its distinguishing words
  std::vector<std::string> words;                            ///< most distinguishing first
  std::vector<std::int64_t> incidents;                       ///< the oldest first
  std::vector<Instant> times;                                ///< of each
  std::vector<std::pair<std::string, std::int64_t>> shared;  ///< signals and triggers that most have, with how many do
  double likeness = 0;                                       ///< mean of its pairs, 0 to 1
};

/// More are not compared: it takes time and memory for each pair.
inline constexpr std::size_t kCasesLimit = 4000;
/// Groups that cannot be told apart by words or signals, since only passages that many texts have hold them together, are
/// no patterns.
[[nodiscard]] std::vector<Pattern> find_patterns(std::vector<Comparable> cases, const Words& words);

/// Something that several incidents have.
struct Recurrence {
  std::string term;  ///< "service:checkout", "trigger:…", "read:technical.capacity" (read from texts)
  std::vector<std::int64_t> incidents;  ///< the oldest first
  std::vector<Instant> times;
};
/// Those of at least two incidents, the most frequent first.
[[nodiscard]] std::vector<Recurrence> find_recurrences(const std::vector<Case>& cases);

/// Incidents with `after` followed ones with `before` within a week more often than chance would have it.
struct Sequence {
  std::string before;
  std::string after;
  std::int64_t times = 0;
  double expected = 0;  ///< by chance
};
[[nodiscard]] std::vector<Sequence> find_sequences(const std::vector<Recurrence>& recurrences);

/// "the fourth time since March 2026", of the newest of these times.
[[nodiscard]] std::string times_in_words(const std::vector<Instant>& times);

}  // namespace debrief::features::lessons
