// SPDX-License-Identifier: Apache-2.0
#include "features/relations/store.hpp"

#include "journal/visibility.hpp"

namespace debrief::features::relations::store {
namespace {

constexpr std::string_view kLinkColumns = "id, incident, relation, other, linked_by, linked_at";

Link link_from(const db::Row& row) {
  return {row.text(0), row.integer(1), relation_from(row.text(2)).value_or(Relation::related), row.integer(3), row.text(4), Instant{row.integer(5)}};
}

}  // namespace

std::vector<Link> list(db::Connection& db, std::int64_t number) {
  std::vector<Link> links;
  const auto rows = db.query(fmt::format("select {} from incident_links where incident = $1 or other = $1 order by linked_at, id", kLinkColumns), number);
  for (const db::Row& row : rows) {
    Link link = link_from(row);
    if (link.incident != number) link = {link.id, number, inverse(link.relation), link.incident, link.by, link.at};
    links.push_back(std::move(link));
  }
  return links;
}

std::optional<Link> find(db::Connection& db, std::int64_t incident, Relation relation, std::int64_t other) {
  const auto row = db.query_one(fmt::format("select {} from incident_links where incident = $1 and relation = $2 and other = $3", kLinkColumns),
                                incident, to_text(relation), other);
  return row ? std::optional(link_from(*row)) : std::nullopt;
}

std::vector<std::int64_t> list_others(db::Connection& db, std::int64_t incident, Relation relation) {
  std::vector<std::int64_t> others;
  const auto rows = db.query("select other from incident_links where incident = $1 and relation = $2", incident, to_text(relation));
  for (const db::Row& row : rows) others.push_back(row.integer(0));
  return others;
}

void insert(db::Connection& db, const Link& link) {
  db.execute("insert into incident_links (id, incident, relation, other, linked_by, linked_at) values ($1, $2, $3, $4, $5, $6)",
             link.id, link.incident, to_text(link.relation), link.other, link.by, link.at.micros);
}

void remove(db::Connection& db, const std::string& id) { db.execute("delete from incident_links where id = $1", id); }

std::vector<std::string> list_readers(db::Connection& db, std::int64_t number) {
  std::vector<std::string> readers;
  const auto rows = db.query(
      "select u.id from users u where exists (select 1 from incidents i where i.number = $1 and i.declared_by_id = u.id) "
      "or exists (select 1 from role_assignments r where r.incident = $1 and r.user_id = u.id) "
      "or exists (select 1 from incident_members m where m.incident = $1 and m.user_id = u.id) order by u.id",
      number);
  for (const db::Row& row : rows) readers.push_back(row.text(0));
  return readers;
}

bool let_in(db::Connection& db, std::int64_t number, const std::string& user, const std::string& by, Instant at) {
  if (db.query_one("select 1 from incident_members where incident = $1 and user_id = $2", number, user)) return false;
  db.execute("insert into incident_members (incident, user_id, added_by, added_at) values ($1, $2, $3, $4)", number, user, by, at.micros);
  return true;
}

std::string name_of(db::Connection& db, const std::string& user) {
  const auto row = db.query_one("select name from users where id = $1", user);
  return row ? row->text(0) : std::string();
}

std::vector<std::int64_t> list_running(db::Connection& db, const domain::Principal& who, std::int64_t limit) {
  std::vector<db::Value> args;
  const std::string readable = journal::readable_incidents(who, "i", args);
  args.push_back(db::to_value(limit));
  std::vector<std::int64_t> numbers;
  db.run_with(fmt::format("select i.number from incidents i where i.phase in ('triage', 'active') and i.kind in ('normal', 'near_miss') "
                          "and {} order by i.number desc limit ${}",
                          readable, args.size()),
              args, [&](const db::Row& row) { numbers.push_back(row.integer(0)); });
  return numbers;
}

}  // namespace debrief::features::relations::store
