// SPDX-License-Identifier: Apache-2.0
#include "features/services/store.hpp"

#include "journal/visibility.hpp"

#include <algorithm>

namespace debrief::features::services {
namespace {

using domain::Service;

constexpr std::string_view kColumns =
    "name, description, team, tier, contacts, depends_on, links, updated_by, updated_at, version";

std::vector<std::string> texts_from(const std::string& list) {
  std::vector<std::string> texts;
  const auto parsed = json::parse(list);
  if (parsed && parsed->is_array())
    for (const auto& text : parsed->get_array())
      if (text.is_string()) texts.emplace_back(text.get_string());
  return texts;
}

std::vector<domain::ServiceLink> links_from(const std::string& list) {
  std::vector<domain::ServiceLink> links;
  const auto parsed = json::parse(list);
  if (parsed && parsed->is_array())
    for (const auto& link : parsed->get_array())
      if (link.is_object())
        links.push_back({std::string(json::text_at(link.get_object(), "name")), std::string(json::text_at(link.get_object(), "url"))});
  return links;
}

std::string list_of(const std::vector<std::string>& texts) {
  json::array list;
  for (const std::string& text : texts) list.emplace_back(text);
  return json::write(list);
}

std::string list_of(const std::vector<domain::ServiceLink>& links) {
  json::array list;
  for (const auto& link : links) list.push_back(json::object{{"name", link.name}, {"url", link.url}});
  return json::write(list);
}

Kept kept_from(const db::Row& row) {
  return {Service{row.text(0), row.text(1), row.text(2), row.optional_integer(3), texts_from(row.text(4)), texts_from(row.text(5)),
                  links_from(row.text(6))},
          row.text(7),
          {row.integer(8)},
          row.integer(9)};
}

}  // namespace

std::vector<Kept> list(db::Connection& db) {
  std::vector<Kept> all;
  for (const auto& row : db.query(fmt::format("select {} from services order by name", kColumns))) all.push_back(kept_from(row));
  return all;
}

std::map<std::string, std::string> list_teams(db::Connection& db) {
  std::map<std::string, std::string> teams;
  for (const auto& row : db.query("select name, team from services where team <> ''")) teams[row.text(0)] = row.text(1);
  return teams;
}

std::optional<Kept> find(db::Connection& db, std::string_view name) {
  const auto row = db.query_one(fmt::format("select {} from services where name = $1", kColumns), name);
  return row ? std::optional(kept_from(*row)) : std::nullopt;
}

namespace store {

void put(db::Connection& db, const Kept& kept) {
  const Service& service = kept.service;
  db.execute("delete from services where name = $1", service.name);
  db.execute(fmt::format("insert into services ({}) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)", kColumns), service.name,
             service.description, service.team, service.tier, list_of(service.contacts), list_of(service.depends_on), list_of(service.links),
             kept.updated_by, kept.updated_at.micros, kept.version);
}

bool erase(db::Connection& db, std::string_view name) { return db.execute("delete from services where name = $1", name) > 0; }

std::vector<Use> list_uses(db::Connection& db, const domain::Principal& who, Instant since) {
  std::vector<db::Value> args{db::to_value(since.micros)};
  const std::string readable = journal::readable_incidents(who, "i", args);
  std::vector<Use> uses;
  db.run_with(fmt::format("select s.service, count(*), sum(case when i.phase in ('triage', 'active') then 1 else 0 end), "
                          "sum(case when i.declared_at >= $1 then 1 else 0 end), max(i.number) from incident_services s "
                          "join incidents i on i.number = s.incident where i.kind <> 'drill' and not exists "
                          "(select 1 from incident_merges m where m.incident = i.number) and {} group by s.service order by s.service",
                          readable),
              args, [&](const db::Row& row) { uses.push_back({row.text(0), row.integer(1), row.integer(2), row.integer(3), row.integer(4)}); });
  return uses;
}

std::map<std::string, std::vector<std::string>> list_needs(db::Connection& db, const std::vector<std::string>& services) {
  std::map<std::string, std::vector<std::string>> needs;
  if (services.empty()) return needs;
  std::vector<db::Value> args;
  std::string places;
  for (const std::string& service : services) {
    args.push_back(db::to_value(service));
    places += fmt::format("{}${}", places.empty() ? "" : ", ", args.size());
  }
  db.run_with(fmt::format("select name, depends_on from services where name in ({})", places), args, [&](const db::Row& row) {
    auto& names = needs[row.text(0)];
    names = texts_from(row.text(1));
    std::sort(names.begin(), names.end());
  });
  return needs;
}

std::vector<Past> list_past(db::Connection& db, const domain::Principal& who, std::int64_t before, const std::vector<std::string>& services) {
  std::vector<Past> past;
  for (const std::string& service : services) {
    std::vector<db::Value> args{db::to_value(service), db::to_value(before)};
    const std::string readable = journal::readable_incidents(who, "i", args);
    db.run_with(fmt::format("select r.person, r.user_id, i.number from role_assignments r join incidents i on i.number = r.incident "
                            "join incident_services s on s.incident = i.number where s.service = $1 and i.number <> $2 "
                            "and i.kind <> 'drill' and {} order by i.number desc limit 500",
                            readable),
                args, [&](const db::Row& row) { past.push_back({row.text(0), row.optional_text(1), service, row.integer(2)}); });
  }
  return past;
}

}  // namespace store
}  // namespace debrief::features::services
