// SPDX-License-Identifier: Apache-2.0
#include "features/factors/store.hpp"

#include "base/json.hpp"

#include <fmt/format.h>

namespace debrief::features::factors::store {
namespace {

constexpr std::string_view kColumns = "id, incident, kind, title, text, sources, added_by, recorded_at, removed_at";

std::string sources_text(const domain::Factor& factor) {
  json::array entries;
  json::array evidence;
  for (const std::int64_t entry : factor.entries) entries.emplace_back(entry);
  for (const std::string& id : factor.evidence) evidence.emplace_back(id);
  return json::write(json::object{{"entries", std::move(entries)}, {"evidence", std::move(evidence)}});
}

void read_sources(const std::string& text, domain::Factor& factor) {
  const auto document = json::parse(text);
  if (!document || !document->is_object()) throw db::DatabaseError("the sources of a factor are no JSON object");
  if (const auto* entries = json::array_at(document->get_object(), "entries"))
    for (const auto& entry : *entries)
      if (entry.is_int64()) factor.entries.push_back(entry.get_int64());
  if (const auto* evidence = json::array_at(document->get_object(), "evidence"))
    for (const auto& id : *evidence)
      if (id.is_string()) factor.evidence.emplace_back(std::string_view(id.get_string()));
}

domain::Factor factor_from(const db::Row& row) {
  domain::Factor factor;
  factor.id = row.text(0);
  factor.incident = row.integer(1);
  factor.kind = row.text(2);
  factor.title = row.text(3);
  factor.text = row.text(4);
  read_sources(row.text(5), factor);
  factor.added_by = row.text(6);
  factor.recorded_at = {row.integer(7)};
  return factor;
}

}  // namespace

std::int64_t version(db::Connection& db, std::int64_t incident) {
  const auto row = db.query_one("select version from factor_graphs where incident = $1", incident);
  return row ? row->integer(0) : 0;
}

std::int64_t advance(db::Connection& db, std::int64_t incident) {
  db.execute(
      "insert into factor_graphs (incident, version) values ($1, 1) "
      "on conflict (incident) do update set version = factor_graphs.version + 1",
      incident);
  return version(db, incident);
}

domain::FactorGraph read(db::Connection& db, std::int64_t incident) {
  domain::FactorGraph graph;
  const std::string factors =
      fmt::format("select {} from factors where incident = $1 and removed_at is null order by place", kColumns);
  for (const auto& row : db.query(factors, incident)) graph.factors.push_back(factor_from(row));
  for (const auto& row :
       db.query("select l.cause, l.effect, l.text from factor_links l join factors c on c.id = l.cause "
                "left join factors e on e.id = l.effect where l.incident = $1 and c.removed_at is null "
                "and (l.effect = '' or (e.id is not null and e.removed_at is null)) order by l.place",
                incident))
    graph.links.push_back({row.text(0), row.text(1), row.text(2)});
  return graph;
}

std::optional<Kept> find(db::Connection& db, std::int64_t incident, const std::string& id) {
  const auto row =
      db.query_one(fmt::format("select {} from factors where incident = $1 and id = $2", kColumns), incident, id);
  if (!row) return std::nullopt;
  return Kept{factor_from(*row), !row->is_null(8)};
}

void insert(db::Connection& db, const domain::Factor& factor) {
  db.execute(
      "insert into factors (id, incident, place, kind, title, text, sources, added_by, recorded_at) values ($1, $2, "
      "(select coalesce(max(place), 0) + 1 from factors where incident = $2), $3, $4, $5, $6, $7, $8)",
      factor.id, factor.incident, factor.kind, factor.title, factor.text, sources_text(factor), factor.added_by,
      factor.recorded_at.micros);
}

void update(db::Connection& db, const domain::Factor& factor) {
  db.execute("update factors set kind = $2, title = $3, text = $4, sources = $5 where id = $1", factor.id, factor.kind,
             factor.title, factor.text, sources_text(factor));
}

void set_removed(db::Connection& db, const std::string& id, std::optional<Instant> at) {
  db.execute("update factors set removed_at = $2 where id = $1", id, at ? std::optional(at->micros) : std::nullopt);
}

void put_link(db::Connection& db, std::int64_t incident, const domain::FactorLink& link) {
  db.execute(
      "insert into factor_links (incident, place, cause, effect, text) values ($1, "
      "(select coalesce(max(place), 0) + 1 from factor_links where incident = $1), $2, $3, $4) "
      "on conflict (cause, effect) do update set text = excluded.text",
      incident, link.cause, link.effect, link.text);
}

void remove_link(db::Connection& db, const domain::FactorLink& link) {
  db.execute("delete from factor_links where cause = $1 and effect = $2", link.cause, link.effect);
}

std::vector<domain::FactorLink> list_links(db::Connection& db, const std::string& factor) {
  std::vector<domain::FactorLink> links;
  for (const auto& row :
       db.query("select cause, effect, text from factor_links where cause = $1 or effect = $1 order by place", factor))
    links.push_back({row.text(0), row.text(1), row.text(2)});
  return links;
}

}  // namespace debrief::features::factors::store
