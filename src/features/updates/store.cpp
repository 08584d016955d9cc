// SPDX-License-Identifier: Apache-2.0
#include "features/updates/store.hpp"

namespace debrief::features::updates::store {
namespace {

std::optional<Instant> time_in(const db::Row& row, std::size_t column) {
  const auto micros = row.optional_integer(column);
  return micros ? std::optional(Instant{*micros}) : std::nullopt;
}

std::optional<std::int64_t> micros_of(const std::optional<Instant>& at) {
  return at ? std::optional(at->micros) : std::nullopt;
}

}  // namespace

void insert(db::Connection& db, const domain::Update& update) {
  db.execute(
      "insert into updates (id, incident, audience, conditions, actions, needs, posted_by, posted_at, next_at) "
      "values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
      update.id, update.incident, to_text(update.audience), update.conditions, update.actions, update.needs, update.by,
      update.at.micros, micros_of(update.next_at));
}

std::vector<domain::Update> list(db::Connection& db, std::int64_t incident) {
  std::vector<domain::Update> updates;
  for (const auto& row : db.query("select id, audience, conditions, actions, needs, posted_by, posted_at, next_at "
                                  "from updates where incident = $1 order by posted_at desc, id desc",
                                  incident))
    updates.push_back({row.text(0), incident, domain::audience_from(row.text(1)).value_or(domain::Audience::internal),
                       row.text(2), row.text(3), row.text(4), row.text(5), {row.integer(6)}, time_in(row, 7)});
  return updates;
}

std::map<domain::Audience, Pace> list_paces(db::Connection& db, std::int64_t incident) {
  std::map<domain::Audience, Pace> paces;
  for (const auto& row : db.query("select audience, minutes, snoozed_until, reason from update_paces where incident = $1", incident))
    if (const auto audience = domain::audience_from(row.text(0)))
      paces[*audience] = {row.optional_integer(1), time_in(row, 2), row.text(3)};
  return paces;
}

void put_pace(db::Connection& db, std::int64_t incident, domain::Audience audience, const Pace& pace) {
  db.execute(
      "insert into update_paces (incident, audience, minutes, snoozed_until, reason) values ($1, $2, $3, $4, $5) "
      "on conflict (incident, audience) do update set minutes = excluded.minutes, "
      "snoozed_until = excluded.snoozed_until, reason = excluded.reason",
      incident, to_text(audience), pace.minutes, micros_of(pace.snoozed_until), pace.reason);
}

Intervals find_intervals(db::Connection& db) {
  const auto row = db.query_one("select data from settings where name = 'updates'");
  if (!row) return usual_intervals();
  const auto data = json::parse(row->text(0));
  auto read = data ? read_intervals(*data) : Result<Intervals>(usual_intervals());
  return read ? std::move(*read) : usual_intervals();
}

void put_intervals(db::Connection& db, const Intervals& intervals) {
  db.execute("insert into settings (name, data) values ('updates', $1) on conflict (name) do update set data = excluded.data",
             json::write(to_json(intervals)));
}

std::vector<std::int64_t> list_running(db::Connection& db) {
  std::vector<std::int64_t> numbers;
  for (const auto& row :
       db.query("select number from incidents where phase in ('triage', 'active') order by number desc limit 1000"))
    numbers.push_back(row.integer(0));
  return numbers;
}

}  // namespace debrief::features::updates::store
