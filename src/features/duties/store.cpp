// SPDX-License-Identifier: Apache-2.0
#include "features/duties/store.hpp"

#include "domain/events.hpp"
#include "journal/visibility.hpp"
#include "journal/vocabulary.hpp"

#include <charconv>

namespace debrief::features::duties::store {
namespace {

// What goes on in another incident is that one's duty.
constexpr std::string_view kNotMerged = "not exists (select 1 from incident_merges m where m.incident = d.incident)";
constexpr std::string_view kColumns =
    "d.incident, d.rule, d.reason, d.owner, d.owner_id, d.required_at, d.due_at, d.state, d.resolved_at, d.drafted_at, "
    "d.published_at";

std::optional<Instant> time_in(const db::Row& row, std::size_t column) {
  const auto micros = row.optional_integer(column);
  return micros ? std::optional(Instant{*micros}) : std::nullopt;
}

std::optional<std::int64_t> micros_of(const std::optional<Instant>& at) {
  return at ? std::optional(at->micros) : std::nullopt;
}

domain::Duty duty_from(const db::Row& row) {
  domain::Duty duty;
  duty.incident = row.integer(0);
  duty.rule = row.text(1);
  duty.reason = row.text(2);
  duty.owner = row.text(3);
  duty.owner_id = row.optional_text(4);
  duty.required_at = {row.integer(5)};
  duty.due_at = {row.integer(6)};
  duty.state = domain::duty_state_from(row.text(7)).value_or(domain::DutyState::open);
  duty.resolved_at = time_in(row, 8);
  duty.drafted_at = time_in(row, 9);
  duty.published_at = time_in(row, 10);
  return duty;
}

struct Place {
  std::int64_t due_at = 0;
  std::int64_t incident = 0;
};

Result<Place> parse_cursor(std::string_view text) {
  const auto number = [](std::string_view part, std::int64_t& value) {
    const auto [end, error] = std::from_chars(part.data(), part.data() + part.size(), value);
    return error == std::errc{} && end == part.data() + part.size();
  };
  Place place;
  const std::size_t dot = text.find('.');
  if (dot == std::string_view::npos || !number(text.substr(0, dot), place.due_at) ||
      !number(text.substr(dot + 1), place.incident))
    return invalid("'{}' is not a cursor of this list", text.substr(0, 60))
        .with_help("Pass what the page before gave as next, unchanged.")
        .at("after");
  return place;
}

}  // namespace

std::vector<Rule> list_rules(db::Connection& db) {
  std::vector<Rule> rules;
  const auto words = journal::read_vocabulary(db);
  bool changed = false;
  for (const auto& row : db.query("select data from duty_rules order by place")) {
    changed = true;
    const auto data = json::parse(row.text(0));
    if (!data) continue;
    auto rule = read_rule(*data, "", *words);
    if (rule) rules.push_back(std::move(*rule));
  }
  // One row without a rule says that somebody wants none.
  return changed ? rules : usual_rules();
}

void replace_rules(db::Connection& db, const std::vector<Rule>& rules) {
  db.execute("delete from duty_rules");
  std::int64_t place = 0;
  for (const Rule& rule : rules)
    db.execute("insert into duty_rules (id, place, data) values ($1, $2, $3)", rule.id, ++place, json::write(to_json(rule)));
  if (rules.empty()) db.execute("insert into duty_rules (id, place, data) values ('', 0, 'null')");
}

std::optional<domain::Duty> find(db::Connection& db, std::int64_t incident) {
  const auto row = db.query_one(fmt::format("select {} from duties d where d.incident = $1", kColumns), incident);
  if (!row) return std::nullopt;
  return duty_from(*row);
}

bool insert(db::Connection& db, const domain::Duty& duty) {
  return db.execute(
             "insert into duties (incident, rule, reason, owner, owner_id, required_at, due_at, state, resolved_at, "
             "drafted_at, published_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) on conflict do nothing",
             duty.incident, duty.rule, duty.reason, duty.owner, duty.owner_id, duty.required_at.micros, duty.due_at.micros,
             to_text(duty.state), micros_of(duty.resolved_at), micros_of(duty.drafted_at), micros_of(duty.published_at)) == 1;
}

void update(db::Connection& db, const domain::Duty& duty) {
  db.execute(
      "update duties set reason = $2, owner = $3, owner_id = $4, due_at = $5, state = $6, resolved_at = $7, "
      "drafted_at = $8, published_at = $9, rule = $10 where incident = $1",
      duty.incident, duty.reason, duty.owner, duty.owner_id, duty.due_at.micros, to_text(duty.state),
      micros_of(duty.resolved_at), micros_of(duty.drafted_at), micros_of(duty.published_at), duty.rule);
}

std::optional<std::int64_t> merged_into(db::Connection& db, std::int64_t incident) {
  const auto row = db.query_one("select target from incident_merges where incident = $1", incident);
  return row ? std::optional(row->integer(0)) : std::nullopt;
}

bool waived_by_merge(db::Connection& db, std::int64_t incident) {
  const auto rows = db.query("select data from facts where incident = $1 and kind = $2 order by seq desc", incident, std::string(domain::events::kDutyChanged));
  for (const db::Row& row : rows) {
    const auto data = json::parse(row.text(0));
    if (!data || !data->is_object() || !data->get_object().contains("state")) continue;
    return data->get_object().contains("into");
  }
  return false;
}

std::vector<domain::Duty> list_due(db::Connection& db, Instant before) {
  std::vector<domain::Duty> due;
  for (const auto& row : db.query(
           fmt::format("select {} from duties d where d.state = 'open' and d.due_at < $1 and {} order by d.due_at", kColumns, kNotMerged),
           before.micros))
    due.push_back(duty_from(row));
  return due;
}

Result<Page> list(db::Connection& db, const domain::Principal& who, const Filter& filter,
                  const std::optional<std::string>& after, std::int64_t limit) {
  std::vector<db::Value> args;
  std::string where = fmt::format("{} and {}", journal::readable_incidents(who, "i", args), kNotMerged);
  const auto add = [&](db::Value value) {
    args.push_back(std::move(value));
    return fmt::format("${}", args.size());
  };
  if (filter.state) where += " and d.state = " + add(std::string(to_text(*filter.state)));
  if (filter.due_before) where += " and d.due_at < " + add(filter.due_before->micros);
  if (filter.owner) where += " and d.owner = " + add(*filter.owner);
  if (after) {
    const Place place = TRY(parse_cursor(*after));
    const std::string at = add(place.due_at);
    where += fmt::format(" and (d.due_at > {0} or (d.due_at = {0} and d.incident > {1}))", at, add(place.incident));
  }
  Page page;
  const std::string sql = fmt::format(
      "select {}, i.title from duties d join incidents i on i.number = d.incident where {} order by d.due_at, d.incident limit {}",
      kColumns, where, add(limit + 1));
  db.run_with(sql, args, [&](const db::Row& row) { page.items.push_back({duty_from(row), row.text(11)}); });
  if (static_cast<std::int64_t>(page.items.size()) > limit) {
    page.items.pop_back();
    const domain::Duty& last = page.items.back().duty;
    page.next = fmt::format("{}.{}", last.due_at.micros, last.incident);
  }
  return page;
}

std::vector<domain::Duty> list_all(db::Connection& db, const domain::Principal& who) {
  std::vector<db::Value> args;
  const std::string where = fmt::format("{} and {}", journal::readable_incidents(who, "i", args), kNotMerged);
  std::vector<domain::Duty> duties;
  db.run_with(fmt::format("select {} from duties d join incidents i on i.number = d.incident where {}", kColumns, where), args,
              [&](const db::Row& row) { duties.push_back(duty_from(row)); });
  return duties;
}

}  // namespace debrief::features::duties::store
