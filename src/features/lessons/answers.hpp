// SPDX-License-Identifier: Apache-2.0
// What people say about matches, and how often the right one was among the first.
#pragma once

#include "domain/access.hpp"
#include "journal/journal.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace debrief::features::lessons {

enum class Answer { same, similar, not_this };
[[nodiscard]] std::string_view to_text(Answer answer);
[[nodiscard]] std::optional<Answer> answer_from(std::string_view text);

/// Counts of answers that incidents other than one gave to a match.
struct Experience {
  std::int64_t confirmed = 0;  ///< same or similar
  std::int64_t refused = 0;
};

/// How well the library recognises, as people answered. Of the incidents that the reader may see, drills left out.
struct HitRate {
  std::int64_t answered = 0;        ///< incidents with an answer
  std::int64_t recognised = 0;      ///< incidents with a match that was answered same or similar
  std::int64_t in_first_three = 0;  ///< of those, where such a match stood among the first three when it was answered
  std::map<Answer, std::int64_t> answers;
};

namespace answers {

/// Absent: takes the answer back. `place`, counted from 1, is where the match stands now; it is kept with the first
/// answer. Leaves a fact where something changes. Errors: not_found, forbidden.
Result<> give(journal::Transaction& tx, const domain::Principal& who, std::int64_t incident, std::int64_t match,
              const std::string& title, std::optional<Answer> answer, std::optional<std::int64_t> place);

[[nodiscard]] std::map<std::int64_t, Answer> list(db::Connection& db, std::int64_t incident);
[[nodiscard]] std::map<std::int64_t, Experience> list_experience(db::Connection& db, std::int64_t except);
[[nodiscard]] HitRate hit_rate(db::Connection& db, const domain::Principal& who);

}  // namespace answers
}  // namespace debrief::features::lessons
