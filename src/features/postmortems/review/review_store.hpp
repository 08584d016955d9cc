// SPDX-License-Identifier: Apache-2.0
// The rows of the review, without policy.
#pragma once

#include "db/database.hpp"
#include "features/postmortems/review/review.hpp"

#include <optional>
#include <string>
#include <vector>

namespace debrief::features::postmortems::review::store {

void insert(db::Connection& db, const Thread& thread);
void insert(db::Connection& db, const Comment& comment, std::int64_t incident);
void update_state(db::Connection& db, const Thread& thread);
void update_anchor(db::Connection& db, const Thread& thread);
void update_comment(db::Connection& db, const Comment& comment);
/// With its comments, the anchor as it was kept.
std::optional<Thread> find_thread(db::Connection& db, std::int64_t incident, const std::string& id);
std::vector<Thread> list_threads(db::Connection& db, std::int64_t incident, const std::string& after, std::int64_t limit);
std::int64_t count_threads(db::Connection& db, std::int64_t incident, bool open_only);

/// A reviewer with the hash of the text that the verdict is about.
struct ReviewerRow {
  Reviewer reviewer;
  std::string text_sha256;
};
std::vector<ReviewerRow> list_reviewers(db::Connection& db, std::int64_t incident);
void put_reviewer(db::Connection& db, std::int64_t incident, const Reviewer& reviewer);
void put_verdict(db::Connection& db, std::int64_t incident, const Reviewer& reviewer, const std::string& text_sha256);
bool remove_reviewer(db::Connection& db, std::int64_t incident, const std::string& user_id);
struct Waiting {
  std::int64_t incident = 0;
  Reviewer reviewer;
};
/// Reviewers without a verdict, asked before the time, of postmortems that are not published.
std::vector<Waiting> list_waiting(db::Connection& db, Instant asked_before);

std::optional<Meeting> find_meeting(db::Connection& db, std::int64_t incident);
void put_meeting(db::Connection& db, const Meeting& meeting);

}  // namespace debrief::features::postmortems::review::store
