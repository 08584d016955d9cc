// SPDX-License-Identifier: Apache-2.0
#include "features/postmortems/review/review_store.hpp"

#include <map>

namespace debrief::features::postmortems::review::store {
namespace {

constexpr std::string_view kThreadColumns =
    "id, incident, kind, edition, from_at, until_at, quote, replacement, state, author, author_id, recorded_at, settled_by, settled_at";
constexpr std::string_view kReviewerColumns = "user_id, person, asked_by, asked_at, verdict, text, given_at, text_sha256";

std::optional<Instant> time_in(const db::Row& row, std::size_t column) {
  const auto micros = row.optional_integer(column);
  return micros ? std::optional(Instant{*micros}) : std::nullopt;
}

std::optional<std::int64_t> micros_of(const std::optional<Instant>& at) {
  return at ? std::optional(at->micros) : std::nullopt;
}

Thread thread_from(const db::Row& row) {
  Thread thread;
  thread.id = row.text(0);
  thread.incident = row.integer(1);
  thread.kind = row.text(2);
  thread.anchor = {row.integer(3), static_cast<std::size_t>(row.integer(4)), static_cast<std::size_t>(row.integer(5))};
  thread.quote = row.text(6);
  thread.replacement = row.optional_text(7);
  thread.state = row.text(8);
  thread.author = row.text(9);
  thread.author_id = row.text(10);
  thread.recorded_at = {row.integer(11)};
  thread.settled_by = row.optional_text(12);
  thread.settled_at = time_in(row, 13);
  return thread;
}

Reviewer reviewer_from(const db::Row& row, std::size_t first = 0) {
  return {row.text(first), row.text(first + 1), row.text(first + 2), {row.integer(first + 3)},
          row.optional_text(first + 4).value_or(""), row.text(first + 5), time_in(row, first + 6), false};
}

// Comments of the threads from the first to the last, which follow each other by id.
void fill_comments(db::Connection& db, std::vector<Thread>& threads) {
  if (threads.empty()) return;
  std::map<std::string, Thread*> by_id;
  for (Thread& thread : threads) by_id[thread.id] = &thread;
  db.scan(
      [&](const db::Row& row) {
        const auto thread = by_id.find(row.text(1));
        if (thread == by_id.end()) return;
        thread->second->comments.push_back({row.text(0), row.text(1), row.text(2), row.text(3), row.text(4), {row.integer(5)},
                                            time_in(row, 6), time_in(row, 7)});
      },
      "select id, thread, author, author_id, text, recorded_at, edited_at, removed_at from comments "
      "where incident = $1 and thread >= $2 and thread <= $3 order by id",
      threads.front().incident, threads.front().id, threads.back().id);
}

}  // namespace

void insert(db::Connection& db, const Thread& thread) {
  db.execute(
      "insert into threads (id, incident, kind, edition, from_at, until_at, quote, replacement, state, author, author_id, recorded_at) "
      "values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
      thread.id, thread.incident, thread.kind, thread.anchor.edition, static_cast<std::int64_t>(thread.anchor.from),
      static_cast<std::int64_t>(thread.anchor.until), thread.quote, thread.replacement, thread.state, thread.author, thread.author_id,
      thread.recorded_at.micros);
}

void insert(db::Connection& db, const Comment& comment, std::int64_t incident) {
  db.execute("insert into comments (id, thread, incident, author, author_id, text, recorded_at) values ($1, $2, $3, $4, $5, $6, $7)",
             comment.id, comment.thread, incident, comment.author, comment.author_id, comment.text, comment.recorded_at.micros);
}

void update_state(db::Connection& db, const Thread& thread) {
  db.execute("update threads set state = $2, settled_by = $3, settled_at = $4 where id = $1", thread.id, thread.state,
             thread.settled_by, micros_of(thread.settled_at));
}

void update_anchor(db::Connection& db, const Thread& thread) {
  db.execute("update threads set edition = $2, from_at = $3, until_at = $4 where id = $1 and edition < $2", thread.id,
             thread.anchor.edition, static_cast<std::int64_t>(thread.anchor.from), static_cast<std::int64_t>(thread.anchor.until));
}

void update_comment(db::Connection& db, const Comment& comment) {
  db.execute("update comments set text = $2, edited_at = $3, removed_at = $4 where id = $1", comment.id, comment.text,
             micros_of(comment.edited_at), micros_of(comment.removed_at));
}

std::optional<Thread> find_thread(db::Connection& db, std::int64_t incident, const std::string& id) {
  const auto row = db.query_one(fmt::format("select {} from threads where incident = $1 and id = $2", kThreadColumns), incident, id);
  if (!row) return std::nullopt;
  std::vector<Thread> one{thread_from(*row)};
  fill_comments(db, one);
  return std::move(one.front());
}

std::vector<Thread> list_threads(db::Connection& db, std::int64_t incident, const std::string& after, std::int64_t limit) {
  std::vector<Thread> threads;
  db.scan([&](const db::Row& row) { threads.push_back(thread_from(row)); },
          fmt::format("select {} from threads where incident = $1 and ($2 = '' or id > $2) order by id limit $3", kThreadColumns), incident,
          after, limit);
  fill_comments(db, threads);
  return threads;
}

std::int64_t count_threads(db::Connection& db, std::int64_t incident, bool open_only) {
  return db.query_one(fmt::format("select count(*) from threads where incident = $1{}", open_only ? " and state = 'open'" : ""), incident)
      ->integer(0);
}

std::vector<ReviewerRow> list_reviewers(db::Connection& db, std::int64_t incident) {
  std::vector<ReviewerRow> rows;
  db.scan([&](const db::Row& row) { rows.push_back({reviewer_from(row), row.optional_text(7).value_or("")}); },
          fmt::format("select {} from reviewers where incident = $1 order by asked_at, user_id", kReviewerColumns), incident);
  return rows;
}

void put_reviewer(db::Connection& db, std::int64_t incident, const Reviewer& reviewer) {
  db.execute("insert into reviewers (incident, user_id, person, asked_by, asked_at, text) values ($1, $2, $3, $4, $5, '') "
             "on conflict (incident, user_id) do update set asked_by = excluded.asked_by, asked_at = excluded.asked_at",
             incident, reviewer.user_id, reviewer.person, reviewer.asked_by, reviewer.asked_at.micros);
}

void put_verdict(db::Connection& db, std::int64_t incident, const Reviewer& reviewer, const std::string& text_sha256) {
  db.execute("insert into reviewers (incident, user_id, person, asked_by, asked_at, verdict, text, text_sha256, given_at) "
             "values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict (incident, user_id) do update set verdict = excluded.verdict, "
             "text = excluded.text, text_sha256 = excluded.text_sha256, given_at = excluded.given_at",
             incident, reviewer.user_id, reviewer.person, reviewer.asked_by, reviewer.asked_at.micros, reviewer.verdict, reviewer.text,
             text_sha256, micros_of(reviewer.given_at));
}

bool remove_reviewer(db::Connection& db, std::int64_t incident, const std::string& user_id) {
  return db.execute("delete from reviewers where incident = $1 and user_id = $2", incident, user_id) == 1;
}

std::vector<Waiting> list_waiting(db::Connection& db, Instant asked_before) {
  std::vector<Waiting> waiting;
  db.scan([&](const db::Row& row) { waiting.push_back({row.integer(0), reviewer_from(row, 1)}); },
          "select r.incident, r.user_id, r.person, r.asked_by, r.asked_at, r.verdict, r.text, r.given_at from reviewers r "
          "join postmortems p on p.incident = r.incident where r.verdict is null and r.asked_at < $1 and p.state <> 'published' "
          "order by r.asked_at",
          asked_before.micros);
  return waiting;
}

std::optional<Meeting> find_meeting(db::Connection& db, std::int64_t incident) {
  const auto row = db.query_one("select at, minutes, place, sequence, cancelled, set_by, set_at from meetings where incident = $1", incident);
  if (!row) return std::nullopt;
  return Meeting{incident, {row->integer(0)}, row->integer(1), row->text(2), row->integer(3), row->boolean(4), row->text(5), {row->integer(6)}};
}

void put_meeting(db::Connection& db, const Meeting& meeting) {
  db.execute("insert into meetings (incident, at, minutes, place, sequence, cancelled, set_by, set_at) values ($1, $2, $3, $4, $5, $6, $7, $8) "
             "on conflict (incident) do update set at = excluded.at, minutes = excluded.minutes, place = excluded.place, "
             "sequence = excluded.sequence, cancelled = excluded.cancelled, set_by = excluded.set_by, set_at = excluded.set_at",
             meeting.incident, meeting.at.micros, meeting.minutes, meeting.place, meeting.sequence, meeting.cancelled, meeting.set_by,
             meeting.set_at.micros);
}

}  // namespace debrief::features::postmortems::review::store
