// SPDX-License-Identifier: Apache-2.0
// The slice's SQL.
#pragma once

#include "db/database.hpp"
#include "domain/access.hpp"
#include "features/drills/drills.hpp"

#include <optional>
#include <string>
#include <vector>

namespace debrief::features::drills::store {

void insert(db::Connection& db, const Drill& drill);
/// With its people; absent when `who` may not see it.
std::optional<Drill> find(db::Connection& db, const domain::Principal& who, const std::string& id);
void update_clock(db::Connection& db, const Drill& drill);
void update_end(db::Connection& db, const Drill& drill);
void put_person(db::Connection& db, const std::string& drill, const Person& person);

void insert_writing(db::Connection& db, const std::string& drill, const Writing& writing);
std::vector<Writing> list_writings(db::Connection& db, const std::string& drill);
std::int64_t count_writings(db::Connection& db, const std::string& drill);

/// Those that `who` takes part in, and open ones of groups; the newest first.
std::vector<Drill> list(db::Connection& db, const domain::Principal& who, std::int64_t limit);

void insert_question(db::Connection& db, const std::string& drill, const Question& question);
std::vector<Question> list_questions(db::Connection& db, const std::string& drill);
void update_answer(db::Connection& db, const std::string& drill, const Question& question, Instant now);

/// Of trainees who were judged, in replays of the incident that ended; the newest first.
std::vector<domain::DrillResult> list_results(db::Connection& db, std::int64_t incident, std::int64_t limit);

/// An incident that can be replayed or asked about: it is over, and no drill itself.
struct Past {
  std::int64_t incident = 0;
  std::string title;
  std::vector<std::string> services;
  Instant occurred_at;
};
/// That `who` may read, the newest first.
std::vector<Past> list_past(db::Connection& db, const domain::Principal& who, std::int64_t limit);

/// Who has met which incident in a drill that ended, or in a question that was answered.
struct Met {
  std::string user_id;
  std::string name;
  std::int64_t incident = 0;
  std::string title;
  std::string kind;               ///< replay or quiz
  Instant at;                     ///< when
  std::optional<bool> right;      ///< of a question; of a replay whether it was recognised
  std::vector<std::string> services;
};
/// In incidents that `who` may read.
std::vector<Met> list_met(db::Connection& db, const domain::Principal& who);

}  // namespace debrief::features::drills::store
