// SPDX-License-Identifier: Apache-2.0
#include "features/incidents/store.hpp"

#include "base/text.hpp"
#include "journal/vocabulary.hpp"

namespace debrief::features::incidents::store {
namespace {

constexpr std::string_view kColumns =
    "i.number, i.title, i.summary, i.impact, i.kind, i.severity, i.state, i.visibility, i.declared_at, i.declared_by, "
    "i.version, i.source_url, i.customer_impact, i.data_loss";

domain::Incident incident_from(const db::Row& row) {
  domain::Incident incident;
  incident.number = row.integer(0);
  incident.title = row.text(1);
  incident.summary = row.text(2);
  incident.impact = row.text(3);
  incident.kind = domain::kind_from(row.text(4)).value_or(domain::Kind::normal);
  incident.severity = row.optional_text(5);
  incident.state = row.text(6);
  incident.visibility = domain::visibility_from(row.text(7)).value_or(domain::Visibility::private_);
  incident.declared_at = {row.integer(8)};
  incident.declared_by = row.text(9);
  incident.version = row.integer(10);
  incident.source_url = row.optional_text(11);
  if (!row.is_null(12)) incident.customer_impact = row.boolean(12);
  if (!row.is_null(13)) incident.data_loss = row.boolean(13);
  return incident;
}

// Fills what other tables hold, with one query for each table whatever the number of incidents.
void fill_details(db::Connection& db, std::vector<domain::Incident>& incidents) {
  if (incidents.empty()) return;
  std::vector<db::Value> numbers;
  std::string marks;
  for (const auto& incident : incidents) {
    numbers.push_back(db::to_value(incident.number));
    marks += fmt::format("{}${}", marks.empty() ? "" : ", ", numbers.size());
  }
  const auto of = [&](std::int64_t number) -> domain::Incident& {
    for (auto& incident : incidents)
      if (incident.number == number) return incident;
    throw db::DatabaseError("a query returned an incident that was not asked for");
  };
  const auto each = [&](std::string_view sql, const std::function<void(const db::Row&)>& take) {
    db.run_with(fmt::format(fmt::runtime(sql), marks), numbers, [&](const db::Row& row) { take(row); });
  };
  each("select incident, service from incident_services where incident in ({}) order by service",
       [&](const db::Row& row) { of(row.integer(0)).services.push_back(row.text(1)); });
  each("select incident, name, at, set_by, recorded_at, corrected from milestones where incident in ({}) order by at",
       [&](const db::Row& row) {
         of(row.integer(0)).milestones.push_back(
             {row.text(1), {row.integer(2)}, row.text(3), {row.integer(4)}, row.boolean(5)});
       });
  each("select incident, id, role, person, from_at, until_at from role_assignments where incident in ({}) order by from_at, id",
       [&](const db::Row& row) {
         std::optional<Instant> until;
         if (!row.is_null(5)) until = Instant{row.integer(5)};
         of(row.integer(0)).roles.push_back({row.text(1), row.text(2), row.text(3), {row.integer(4)}, until});
       });
  each("select incident, count(*) from alerts where incident in ({}) and ends_at is null group by incident",
       [&](const db::Row& row) { of(row.integer(0)).alerts_firing = row.integer(1); });
  each("select incident, field, value from incident_fields where incident in ({})",
       [&](const db::Row& row) { of(row.integer(0)).fields.emplace(row.text(1), row.text(2)); });
  const auto words = journal::read_vocabulary(db);
  for (auto& incident : incidents) incident.vocabulary = words;
  each("select incident, state from postmortems where incident in ({})",
       [&](const db::Row& row) { of(row.integer(0)).postmortem_state = row.text(1); });
}

std::string condition_of(const Filter& filter, std::vector<db::Value>& args) {
  std::string where;
  const auto add = [&](std::string_view text, db::Value value) {
    args.push_back(std::move(value));
    where += fmt::format(fmt::runtime(" and " + std::string(text)), args.size());
  };
  if (!filter.phases.empty()) {
    std::string marks;
    for (const domain::Phase phase : filter.phases) {
      args.push_back(db::to_value(to_text(phase)));
      marks += fmt::format("{}${}", marks.empty() ? "" : ", ", args.size());
    }
    where += " and i.phase in (" + marks + ")";
  }
  if (!filter.merged) where += " and not exists (select 1 from incident_merges m where m.incident = i.number)";
  if (filter.severity) add("i.severity = ${}", *filter.severity);
  if (filter.kind) add("i.kind = ${}", std::string(to_text(*filter.kind)));
  if (filter.service)
    add("exists (select 1 from incident_services s where s.incident = i.number and s.service = ${})", *filter.service);
  if (filter.field) {
    args.push_back(db::to_value(filter.field->first));
    add(fmt::format("exists (select 1 from incident_fields f where f.incident = i.number and f.field = ${} and f.value = ${{}})", args.size()), filter.field->second);
  }
  if (filter.words) {
    std::string pattern = "%";
    for (const char c : to_lower(*filter.words)) {
      if (c == '%' || c == '_' || c == '\\') pattern += '\\';
      pattern += c;
    }
    args.push_back(pattern + "%");
    where += fmt::format(" and (lower(i.title) like ${0} escape '\\' or lower(i.summary) like ${0} escape '\\')", args.size());
  }
  return where;
}

}  // namespace

std::optional<domain::Incident> find(db::Connection& db, std::int64_t number) {
  const auto row = db.query_one(fmt::format("select {} from incidents i where i.number = $1", kColumns), number);
  if (!row) return std::nullopt;
  std::vector<domain::Incident> one{incident_from(*row)};
  fill_details(db, one);
  return std::move(one.front());
}

Page list(db::Connection& db, const std::string& readable, std::vector<db::Value> args, const Filter& filter,
          std::optional<std::int64_t> after, std::int64_t limit) {
  const std::string where = "where " + readable + condition_of(filter, args);
  Page page;
  db.run_with("select count(*) from incidents i " + where, args, [&](const db::Row& row) { page.total = row.integer(0); });

  std::string before;
  if (after) {
    args.push_back(db::to_value(*after));
    before = fmt::format(" and i.number < ${}", args.size());
  }
  args.push_back(db::to_value(limit + 1));
  db.run_with(fmt::format("select {} from incidents i {}{} order by i.number desc limit ${}", kColumns, where, before, args.size()),
              args, [&](const db::Row& row) { page.items.push_back(incident_from(row)); });
  if (static_cast<std::int64_t>(page.items.size()) > limit) {
    page.items.pop_back();
    page.next = page.items.back().number;
  }
  fill_details(db, page.items);
  if (filter.merged)
    for (const auto& incident : page.items)
      if (db.query_one("select 1 from incident_merges where incident = $1", incident.number)) page.merged.push_back(incident.number);
  return page;
}

}  // namespace debrief::features::incidents::store
