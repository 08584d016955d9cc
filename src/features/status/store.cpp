// SPDX-License-Identifier: Apache-2.0
#include "features/status/store.hpp"

#include "db/instants.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace debrief::features::status::store {
namespace {

constexpr std::string_view kPageColumns = "id, slug, name, intro, private, zone, components, since, saved_by, saved_at, version, changes, changed_at";
constexpr std::string_view kEntryColumns = "id, page, incident, maintenance, title, shown, starts_at, ends_at, created_by, created_at, version";
constexpr std::string_view kPostColumns = "id, stage, text, at, affected, posted_by, recorded_at, corrected_at, version";

std::string text_in(const json::object& object, std::string_view key) { return std::string(json::text_at(object, key)); }

std::vector<Component> components_from(const std::string& text) {
  std::vector<Component> components;
  const auto read = json::parse(text);
  if (!read || !read->is_array()) return components;
  for (const json::value& item : read->get_array()) {
    if (!item.is_object()) continue;
    const json::object& one = item.get_object();
    Component component{text_in(one, "id"), text_in(one, "group"), text_in(one, "name"), text_in(one, "description"), {}};
    if (const json::array* services = json::array_at(one, "services"))
      for (const json::value& service : *services)
        if (service.is_string()) component.services.emplace_back(std::string_view(service.get_string()));
    components.push_back(std::move(component));
  }
  return components;
}

std::vector<Affected> affected_from(const std::string& text) {
  std::vector<Affected> affected;
  const auto read = json::parse(text);
  if (!read || !read->is_array()) return affected;
  for (const json::value& item : read->get_array())
    if (item.is_object())
      affected.push_back({text_in(item.get_object(), "id"), text_in(item.get_object(), "name"),
                          health_from(json::text_at(item.get_object(), "state")).value_or(Health::degraded)});
  return affected;
}

Page page_from(const db::Row& row) {
  return {row.text(0), row.text(1), row.text(2), row.text(3), row.boolean(4), row.text(5), components_from(row.text(6)), {row.integer(7)},
          row.text(8), {row.integer(9)}, row.integer(10), row.integer(11), {row.integer(12)}};
}

Entry entry_from(const db::Row& row) {
  return {row.text(0), row.text(1), row.optional_integer(2), row.boolean(3), row.text(4), row.boolean(5), db::time_in(row, 6), db::time_in(row, 7),
          row.text(8), {row.integer(9)}, row.integer(10), {}};
}

Post post_from(const db::Row& row) {
  return {row.text(0), stage_from(row.text(1)).value_or(Stage::investigating), row.text(2), {row.integer(3)}, affected_from(row.text(4)), row.text(5),
          {row.integer(6)}, db::time_in(row, 7), row.integer(8)};
}

void fill_posts(db::Connection& db, Entry& entry) {
  for (const auto& row : db.query(fmt::format("select {} from status_posts where entry = $1 order by at, id", kPostColumns), entry.id))
    entry.posts.push_back(post_from(row));
}

std::vector<Entry> with_posts(db::Connection& db, const std::vector<db::Row>& rows) {
  std::vector<Entry> entries;
  for (const auto& row : rows) {
    Entry entry = entry_from(row);
    fill_posts(db, entry);
    if (!entry.posts.empty()) entries.push_back(std::move(entry));
  }
  std::stable_sort(entries.begin(), entries.end(), [](const Entry& a, const Entry& b) { return a.posts.front().at > b.posts.front().at; });
  return entries;
}

}  // namespace

json::array affected_json(const std::vector<Affected>& affected) {
  json::array items;
  for (const Affected& one : affected) items.push_back(json::object{{"id", one.component}, {"name", one.name}, {"state", to_text(one.health)}});
  return items;
}

json::array components_json(const std::vector<Component>& components, bool inside) {
  json::array items;
  for (const Component& one : components) {
    json::object item{{"id", one.id}, {"group", one.group}, {"name", one.name}, {"description", one.description}};
    json::array services;
    for (const std::string& service : one.services) services.emplace_back(service);
    if (inside) item["services"] = std::move(services);
    items.push_back(std::move(item));
  }
  return items;
}

std::vector<Page> list_pages(db::Connection& db) {
  std::vector<Page> pages;
  for (const auto& row : db.query(fmt::format("select {} from status_pages where removed_at is null order by name, id", kPageColumns)))
    pages.push_back(page_from(row));
  return pages;
}

std::optional<Page> find_page(db::Connection& db, const std::string& id) {
  const auto row = db.query_one(fmt::format("select {} from status_pages where id = $1 and removed_at is null", kPageColumns), id);
  return row ? std::optional(page_from(*row)) : std::nullopt;
}

std::optional<Page> find_page_by_slug(db::Connection& db, const std::string& slug) {
  const auto row = db.query_one(fmt::format("select {} from status_pages where slug = $1 and removed_at is null", kPageColumns), slug);
  return row ? std::optional(page_from(*row)) : std::nullopt;
}

void insert_page(db::Connection& db, const Page& page) {
  db.execute(
      "insert into status_pages (id, slug, name, intro, private, zone, components, since, saved_by, saved_at, version, changes, changed_at) "
      "values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
      page.id, page.slug, page.name, page.intro, page.is_private, page.zone, json::write(components_json(page.components, true)), page.since.micros,
      page.saved_by, page.saved_at.micros, page.version, page.changes, page.changed_at.micros);
}

bool update_page(db::Connection& db, const Page& page) {
  return db.execute(
             "update status_pages set slug = $2, name = $3, intro = $4, private = $5, zone = $6, components = $7, since = $8, saved_by = $9, saved_at = $10, "
             "version = $11, changes = changes + 1 where id = $1 and version = $11 - 1 and removed_at is null",
             page.id, page.slug, page.name, page.intro, page.is_private, page.zone, json::write(components_json(page.components, true)), page.since.micros,
             page.saved_by, page.saved_at.micros, page.version) == 1;
}

void remove_page(db::Connection& db, const std::string& id, Instant now) {
  db.execute("update status_pages set removed_at = $2, changes = changes + 1 where id = $1", id, now.micros);
}

void touch(db::Connection& db, const std::string& page, Instant now) {
  db.execute("update status_pages set changes = changes + 1, changed_at = $2 where id = $1", page, now.micros);
}

std::vector<Entry> list_entries(db::Connection& db, const std::string& page, bool shown_only) {
  return with_posts(db, db.query(fmt::format("select {} from status_entries where page = $1{} order by created_at desc, id desc limit 2000", kEntryColumns,
                                             shown_only ? " and shown = 1" : ""),
                                 page));
}

std::vector<Entry> list_entries_of(db::Connection& db, std::int64_t incident) {
  return with_posts(db, db.query(fmt::format("select {} from status_entries where incident = $1 order by created_at, id", kEntryColumns), incident));
}

std::optional<Entry> find_entry(db::Connection& db, const std::string& id) {
  const auto row = db.query_one(fmt::format("select {} from status_entries where id = $1", kEntryColumns), id);
  if (!row) return std::nullopt;
  Entry entry = entry_from(*row);
  fill_posts(db, entry);
  return entry;
}

void insert_entry(db::Connection& db, const Entry& entry) {
  db.execute(
      "insert into status_entries (id, page, incident, maintenance, title, shown, starts_at, ends_at, created_by, created_at, version) "
      "values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
      entry.id, entry.page, entry.incident, entry.maintenance, entry.title, entry.shown, db::micros_of(entry.starts_at), db::micros_of(entry.ends_at),
      entry.created_by, entry.created_at.micros, entry.version);
}

void update_entry(db::Connection& db, const Entry& entry) {
  db.execute("update status_entries set title = $2, shown = $3, starts_at = $4, ends_at = $5, version = version + 1 where id = $1", entry.id, entry.title,
             entry.shown, db::micros_of(entry.starts_at), db::micros_of(entry.ends_at));
}

void insert_post(db::Connection& db, const std::string& entry, const Post& post) {
  db.execute(
      "insert into status_posts (id, entry, stage, text, at, affected, posted_by, recorded_at, version) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)", post.id,
      entry, to_text(post.stage), post.text, post.at.micros, json::write(affected_json(post.affected)), post.by, post.recorded_at.micros, post.version);
}

void replace_post(db::Connection& db, const Post& former, const Post& post, const std::string& by, const std::string& reason) {
  db.execute(
      "insert into status_post_versions (post, version, stage, text, at, affected, saved_by, saved_at, reason) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
      former.id, former.version, to_text(former.stage), former.text, former.at.micros, json::write(affected_json(former.affected)), by,
      post.corrected_at.value_or(former.recorded_at).micros, reason);
  db.execute("update status_posts set stage = $2, text = $3, at = $4, affected = $5, corrected_at = $6, version = $7 where id = $1", post.id,
             to_text(post.stage), post.text, post.at.micros, json::write(affected_json(post.affected)), db::micros_of(post.corrected_at), post.version);
}

std::vector<FormerPost> list_former(db::Connection& db, const std::string& post) {
  std::vector<FormerPost> former;
  for (const auto& row : db.query("select stage, text, at, affected, version, saved_by, saved_at, reason from status_post_versions where post = $1 order by version", post)) {
    Post one;
    one.id = post;
    one.stage = stage_from(row.text(0)).value_or(Stage::investigating);
    one.text = row.text(1);
    one.at = {row.integer(2)};
    one.affected = affected_from(row.text(3));
    one.version = row.integer(4);
    former.push_back({std::move(one), row.text(5), {row.integer(6)}, row.text(7)});
  }
  return former;
}

}  // namespace debrief::features::status::store
