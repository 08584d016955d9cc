// SPDX-License-Identifier: Apache-2.0
#include "features/lessons/store.hpp"

#include "base/json.hpp"

namespace debrief::features::lessons::store {
namespace {

constexpr std::string_view kColumns = "incident, document, title, body, terms, occurred_at, worked, misled";

Lesson lesson_from(const db::Row& row) {
  Lesson lesson{row.integer(0), row.text(1), row.text(2), row.text(3), {}, {row.integer(5)}, row.text(6), row.text(7)};
  if (const auto terms = json::parse(row.text(4)); terms && terms->is_array())
    for (const auto& term : terms->get_array())
      if (term.is_string()) lesson.terms.emplace_back(term.get_string());
  return lesson;
}

}  // namespace

void put(db::Connection& db, const Lesson& lesson, std::int64_t position) {
  json::array terms;
  for (const auto& term : lesson.terms) terms.push_back(json::value(term));
  db.execute(
      "insert into lessons (incident, document, title, body, terms, occurred_at, worked, misled, position) "
      "values ($1, $2, $3, $4, $5, $6, $7, $8, $9) "
      "on conflict (incident) do update set title = excluded.title, body = excluded.body, terms = excluded.terms, "
      "occurred_at = excluded.occurred_at, worked = excluded.worked, misled = excluded.misled, position = excluded.position",
      lesson.incident, lesson.document, lesson.title, lesson.body, json::write(terms), lesson.occurred_at.micros,
      lesson.worked, lesson.misled, position);
}

void remove(db::Connection& db, std::int64_t incident) {
  db.execute("delete from lessons where incident = $1", incident);
}

std::optional<Lesson> find(db::Connection& db, std::int64_t incident) {
  const auto row = db.query_one(fmt::format("select {} from lessons where incident = $1", kColumns), incident);
  return row ? std::optional(lesson_from(*row)) : std::nullopt;
}

std::optional<std::string> find_document(db::Connection& db, std::int64_t incident) {
  const auto row = db.query_one("select document from imports where incident = $1", incident);
  return row ? std::optional(row->text(0)) : std::nullopt;
}

void each(db::Connection& db, const std::function<void(const Lesson&)>& take) {
  db.scan([&](const db::Row& row) { take(lesson_from(row)); }, fmt::format("select {} from lessons order by incident", kColumns));
}

std::vector<Lesson> list_after(db::Connection& db, std::int64_t incident, std::int64_t limit) {
  std::vector<Lesson> lessons;
  for (const auto& row : db.query(
           fmt::format("select {} from lessons where incident > $1 order by incident limit $2", kColumns), incident, limit))
    lessons.push_back(lesson_from(row));
  return lessons;
}

std::vector<std::pair<Instant, std::int64_t>> list_times(db::Connection& db) {
  std::vector<std::pair<Instant, std::int64_t>> times;
  db.scan([&](const db::Row& row) { times.emplace_back(Instant{row.integer(1)}, row.integer(0)); },
          "select incident, occurred_at from lessons");
  return times;
}

std::vector<std::string> list_people(db::Connection& db) {
  std::vector<std::string> people;
  for (const auto& row : db.query("select name from users union select person from role_assignments limit 20000"))
    people.push_back(row.text(0));
  return people;
}

bool tell_top(db::Connection& db, std::int64_t incident, std::int64_t match) {
  db.execute("insert into match_tops (incident, match) values ($1, $2) on conflict (incident) do update set match = excluded.match",
             incident, match);
  const auto told = db.query_one("select count(*) from matches_told where incident = $1", incident)->integer(0);
  if (told >= kMostTold) return false;
  return db.execute("insert into matches_told (incident, match) values ($1, $2) on conflict (incident, match) do nothing",
                    incident, match) > 0;
}

std::optional<std::int64_t> find_top(db::Connection& db, std::int64_t incident) {
  const auto row = db.query_one("select match from match_tops where incident = $1", incident);
  return row ? std::optional(row->integer(0)) : std::nullopt;
}

std::int64_t learned_position(db::Connection& db) {
  return db.query_one("select coalesce(max(position), 0) from lessons")->integer(0);
}

}  // namespace debrief::features::lessons::store
