// SPDX-License-Identifier: Apache-2.0
#include "features/drills/store.hpp"

#include "base/json.hpp"
#include "db/instants.hpp"
#include "journal/visibility.hpp"

#include <fmt/format.h>

#include <map>

namespace debrief::features::drills::store {
namespace {

using db::micros_of;
using db::time_in;

constexpr std::string_view kColumns =
    "d.id, d.kind, d.mode, d.incident, d.service, d.from_at, d.until_at, d.position, d.anchored_at, d.speed, d.started_at, "
    "d.started_by, d.started_by_id, d.ended_at";

Drill drill_from(const db::Row& row) {
  Drill drill;
  drill.id = row.text(0);
  drill.kind = row.text(1) == "quiz" ? Kind::quiz : Kind::replay;
  drill.mode = row.text(2) == "group" ? Mode::group : Mode::alone;
  drill.incident = row.optional_integer(3);
  drill.service = row.text(4);
  drill.window = {{row.integer(5)}, {row.integer(6)}};
  drill.clock = {{row.integer(7)}, {row.integer(8)}, row.integer(9), drill.window.until};
  drill.started_at = {row.integer(10)};
  drill.started_by = row.text(11);
  drill.started_by_id = row.text(12);
  drill.ended_at = time_in(row, 13);
  return drill;
}

std::optional<bool> yes_in(const db::Row& row, std::size_t column) {
  const auto value = row.optional_integer(column);
  return value ? std::optional(*value != 0) : std::nullopt;
}

void read_people_of(db::Connection& db, Drill& drill) {
  for (const auto& row : db.query("select user_id, name, role, joined_at, recognised_at, next_step_at, helped, judged_by, passed "
                                  "from drill_people where drill = $1 order by joined_at, user_id",
                                  drill.id))
    drill.people.push_back({row.text(0), row.text(1), row.text(2) == "facilitator" ? Role::facilitator : Role::trainee,
                            Instant{row.integer(3)}, time_in(row, 4), time_in(row, 5), row.text(6), row.text(7), yes_in(row, 8)});
}

/// A replay for those who may read its incident, a quiz for who takes it.
std::string visible(const domain::Principal& who, std::vector<db::Value>& args) {
  const std::string incidents = journal::readable_incidents(who, "i", args);
  args.emplace_back(who.id);
  return fmt::format(
      "((d.incident is null and d.started_by_id = ${}) or exists (select 1 from incidents i where i.number = d.incident and {}))",
      args.size(), incidents);
}

std::vector<std::int64_t> numbers_from(const std::string& text) {
  std::vector<std::int64_t> numbers;
  const auto document = json::parse(text);
  if (document && document->is_array())
    for (const auto& item : document->get_array())
      if (item.is_int64()) numbers.push_back(item.get_int64());
  return numbers;
}

/// Of the incidents that the query in brackets gives.
std::map<std::int64_t, std::vector<std::string>> services_of(db::Connection& db, std::string_view incidents,
                                                             const std::vector<db::Value>& args) {
  std::map<std::int64_t, std::vector<std::string>> services;
  db.run_with(fmt::format("select s.incident, s.service from incident_services s where s.incident in {} "
                          "order by s.incident, s.service",
                          incidents),
              args, [&](const db::Row& row) { services[row.integer(0)].push_back(row.text(1)); });
  return services;
}

}  // namespace

void insert(db::Connection& db, const Drill& drill) {
  db.execute(
      "insert into drills (id, kind, mode, incident, service, from_at, until_at, position, anchored_at, speed, started_at, "
      "started_by, started_by_id) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
      drill.id, drill.kind == Kind::quiz ? "quiz" : "replay", drill.mode == Mode::group ? "group" : "alone", drill.incident,
      drill.service, drill.window.from.micros, drill.window.until.micros, drill.clock.position.micros,
      drill.clock.anchored_at.micros, drill.clock.speed, drill.started_at.micros, drill.started_by, drill.started_by_id);
  for (const Person& person : drill.people) put_person(db, drill.id, person);
}

std::optional<Drill> find(db::Connection& db, const domain::Principal& who, const std::string& id) {
  std::vector<db::Value> args{id};
  const std::string where = visible(who, args);
  std::optional<Drill> found;
  db.run_with(fmt::format("select {} from drills d where d.id = $1 and {}", kColumns, where), args,
              [&](const db::Row& row) { found = drill_from(row); });
  if (found) read_people_of(db, *found);
  return found;
}

void update_clock(db::Connection& db, const Drill& drill) {
  db.execute("update drills set position = $2, anchored_at = $3, speed = $4 where id = $1", drill.id,
             drill.clock.position.micros, drill.clock.anchored_at.micros, drill.clock.speed);
}

void update_end(db::Connection& db, const Drill& drill) {
  db.execute("update drills set ended_at = $2 where id = $1", drill.id, micros_of(drill.ended_at));
}

void put_person(db::Connection& db, const std::string& drill, const Person& person) {
  db.execute(
      "insert into drill_people (drill, user_id, name, role, joined_at, recognised_at, next_step_at, helped, judged_by, passed) "
      "values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) on conflict (drill, user_id) do update set "
      "recognised_at = excluded.recognised_at, next_step_at = excluded.next_step_at, helped = excluded.helped, "
      "judged_by = excluded.judged_by, passed = excluded.passed",
      drill, person.user_id, person.name, person.role == Role::facilitator ? "facilitator" : "trainee",
      person.joined_at.micros, micros_of(person.recognised_at), micros_of(person.next_step_at), person.helped,
      person.judged_by, person.passed ? std::optional<std::int64_t>(*person.passed ? 1 : 0) : std::nullopt);
}

void insert_writing(db::Connection& db, const std::string& drill, const Writing& writing) {
  db.execute(
      "insert into drill_writings (id, drill, user_id, name, kind, text, answer, at, recorded_at) "
      "values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
      writing.id, drill, writing.user_id, writing.name, writing.kind, writing.text, writing.answer, writing.at.micros,
      writing.recorded_at.micros);
}

std::vector<Writing> list_writings(db::Connection& db, const std::string& drill) {
  std::vector<Writing> writings;
  for (const auto& row : db.query("select id, user_id, name, kind, text, answer, at, recorded_at from drill_writings "
                                  "where drill = $1 order by at, id",
                                  drill))
    writings.push_back({row.text(0), row.text(1), row.text(2), row.text(3), row.text(4), row.text(5), Instant{row.integer(6)},
                        Instant{row.integer(7)}});
  return writings;
}

std::int64_t count_writings(db::Connection& db, const std::string& drill) {
  return db.query_one("select count(*) from drill_writings where drill = $1", drill)->integer(0);
}

std::vector<Drill> list(db::Connection& db, const domain::Principal& who, std::int64_t limit) {
  std::vector<db::Value> args;
  std::string where = visible(who, args);
  args.emplace_back(who.id);
  where += fmt::format(" and ((d.mode = 'group' and d.ended_at is null) or exists (select 1 from drill_people p where "
                       "p.drill = d.id and p.user_id = ${}))",
                       args.size());
  args.emplace_back(limit);
  std::vector<Drill> drills;
  db.run_with(fmt::format("select {} from drills d where {} order by d.id desc limit ${}", kColumns, where, args.size()), args,
              [&](const db::Row& row) { drills.push_back(drill_from(row)); });
  for (Drill& drill : drills) read_people_of(db, drill);
  return drills;
}

void insert_question(db::Connection& db, const std::string& drill, const Question& question) {
  db.execute("insert into drill_questions (drill, place, incident, choices) values ($1, $2, $3, $4)", drill, question.place,
             question.incident, json::write(json::value(json::array(question.choices.begin(), question.choices.end()))));
}

std::vector<Question> list_questions(db::Connection& db, const std::string& drill) {
  std::vector<Question> questions;
  for (const auto& row :
       db.query("select place, incident, choices, answer from drill_questions where drill = $1 order by place", drill))
    questions.push_back({row.integer(0), row.integer(1), numbers_from(row.text(2)), row.optional_integer(3)});
  return questions;
}

void update_answer(db::Connection& db, const std::string& drill, const Question& question, Instant now) {
  db.execute("update drill_questions set answer = $3, answered_at = $4 where drill = $1 and place = $2", drill, question.place,
             question.answer, now.micros);
}

std::vector<domain::DrillResult> list_results(db::Connection& db, std::int64_t incident, std::int64_t limit) {
  std::vector<domain::DrillResult> results;
  for (const auto& row : db.query("select p.name, d.started_at, d.ended_at, p.recognised_at - d.from_at, p.next_step_at - d.from_at, "
                                  "p.passed, p.judged_by from drills d join drill_people p on p.drill = d.id "
                                  "where d.incident = $1 and d.kind = 'replay' and d.ended_at is not null and p.role = 'trainee' "
                                  "and p.judged_by <> '' order by d.ended_at desc, d.id desc, p.user_id limit $2",
                                  incident, limit)) {
    const auto span = [&](std::size_t column) {
      const auto micros = row.optional_integer(column);
      return micros ? std::optional(Micros{*micros}) : std::nullopt;
    };
    results.push_back({row.text(0), Instant{row.integer(1)}, Instant{row.integer(2)}, span(3), span(4), yes_in(row, 5), row.text(6)});
  }
  return results;
}

std::vector<Past> list_past(db::Connection& db, const domain::Principal& who, std::int64_t limit) {
  std::vector<db::Value> args;
  const std::string over = "i.phase in ('post_incident', 'closed') and i.kind in ('normal', 'backfilled', 'near_miss') and " +
                           journal::readable_incidents(who, "i", args);
  args.emplace_back(limit);
  std::vector<Past> past;
  db.run_with(fmt::format("select i.number, i.title, coalesce((select min(m.at) from milestones m where m.incident = i.number), "
                          "i.declared_at) from incidents i where {} order by i.number desc limit ${}",
                          over, args.size()),
              args, [&](const db::Row& row) { past.push_back({row.integer(0), row.text(1), {}, Instant{row.integer(2)}}); });
  auto services = services_of(db, fmt::format("(select i.number from incidents i where {} order by i.number desc limit ${})", over, args.size()), args);
  for (Past& one : past) one.services = std::move(services[one.incident]);
  return past;
}

std::vector<Met> list_met(db::Connection& db, const domain::Principal& who) {
  std::vector<db::Value> args;
  const std::string where = journal::readable_incidents(who, "i", args);
  std::vector<Met> met;
  const auto add = [&](const db::Row& row) {
    const auto right = row.optional_integer(6);
    met.push_back({row.text(0), row.text(1), row.integer(2), row.text(3), row.text(4), Instant{row.integer(5)},
                   right ? std::optional(*right != 0) : std::nullopt, {}});
  };
  db.run_with(fmt::format("select p.user_id, p.name, d.incident, i.title, 'replay', d.ended_at, "
                          "case when p.judged_by = '' then null when p.recognised_at is null then 0 else 1 end "
                          "from drills d join drill_people p on p.drill = d.id join incidents i on i.number = d.incident "
                          "where d.kind = 'replay' and d.ended_at is not null and p.role = 'trainee' and {} "
                          "order by d.ended_at desc, d.id desc",
                          where),
              args, add);
  db.run_with(fmt::format("select d.started_by_id, d.started_by, q.incident, i.title, 'quiz', q.answered_at, "
                          "case when q.answer = q.incident then 1 else 0 end from drill_questions q "
                          "join drills d on d.id = q.drill join incidents i on i.number = q.incident "
                          "where q.answered_at is not null and {} order by q.answered_at desc, q.drill desc",
                          where),
              args, add);
  const auto services = services_of(db, "(select d.incident from drills d where d.incident is not null union "
                                        "select q.incident from drill_questions q)", {});
  for (Met& one : met)
    if (const auto found = services.find(one.incident); found != services.end()) one.services = found->second;
  return met;
}

}  // namespace debrief::features::drills::store
