// SPDX-License-Identifier: Apache-2.0
#include "features/runbooks/store.hpp"

#include "base/text.hpp"
#include "db/instants.hpp"
#include "journal/visibility.hpp"

#include <fmt/format.h>

namespace debrief::features::runbooks::store {
namespace {

using db::micros_of;
using db::time_in;

constexpr std::string_view kColumns =
    "r.number, r.version, r.title, r.owner, r.owner_id, r.services, r.rules, r.markdown, r.review_days, r.review_at, "
    "r.origin, r.archived_at, r.created_at, r.updated_at, r.author";

std::string texts_as_json(const std::vector<std::string>& texts) {
  return json::write(json::value(json::array(texts.begin(), texts.end())));
}

std::vector<std::string> texts_from(const std::string& text) {
  std::vector<std::string> texts;
  const auto document = json::parse(text);
  if (!document || !document->is_array()) throw db::DatabaseError("the services of a runbook are no JSON list");
  for (const auto& item : document->get_array())
    if (item.is_string()) texts.emplace_back(std::string_view(item.get_string()));
  return texts;
}

std::vector<Rule> rules_from(const std::string& text) {
  const auto document = json::parse(text);
  if (!document) throw db::DatabaseError("the rules of a runbook are no JSON list");
  auto rules = read_rules(&*document, "");
  return rules ? std::move(*rules) : std::vector<Rule>();
}

Runbook runbook_from(const db::Row& row) {
  Runbook runbook;
  runbook.number = row.integer(0);
  runbook.version = row.integer(1);
  runbook.title = row.text(2);
  runbook.owner = {row.text(3), row.optional_text(4)};
  runbook.services = texts_from(row.text(5));
  runbook.rules = rules_from(row.text(6));
  runbook.markdown = row.text(7);
  runbook.review_days = row.integer(8);
  runbook.review_at = time_in(row, 9);
  runbook.origin = row.optional_integer(10);
  runbook.archived_at = time_in(row, 11);
  runbook.created_at = {row.integer(12)};
  runbook.updated_at = {row.integer(13)};
  runbook.author = row.text(14);
  return runbook;
}

Revision revision_from(const db::Row& row) {
  return {row.integer(0),          row.text(1),    row.text(2),    texts_from(row.text(3)), rules_from(row.text(4)),
          row.text(5),             row.integer(6), row.text(7),    Instant{row.integer(8)}};
}

constexpr std::string_view kRevisionColumns = "version, title, owner, services, rules, markdown, review_days, author, recorded_at";

/// Shown to those who may read the incident that it came from.
std::string readable(const domain::Principal& who, std::vector<db::Value>& args) {
  const std::string incidents = journal::readable_incidents(who, "i", args);
  return fmt::format("(r.origin is null or exists (select 1 from incidents i where i.number = r.origin and {}))", incidents);
}

void insert_revision(db::Connection& db, const Runbook& runbook) {
  db.execute(
      "insert into runbook_revisions (runbook, version, title, owner, services, rules, markdown, review_days, author, "
      "recorded_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
      runbook.number, runbook.version, runbook.title, runbook.owner.name, texts_as_json(runbook.services),
      json::write(json::value(to_json(runbook.rules))), runbook.markdown, runbook.review_days, runbook.author,
      runbook.updated_at.micros);
}

/// For LIKE: what people type stands for itself.
std::string containing(std::string_view words) {
  std::string pattern = "%";
  for (const char c : to_lower(words)) {
    if (c == '%' || c == '_' || c == '\\') pattern += '\\';
    pattern += c;
  }
  return pattern + "%";
}

}  // namespace

std::optional<Runbook> find(db::Connection& db, const domain::Principal& who, std::int64_t number) {
  std::vector<db::Value> args{number};
  const std::string where = readable(who, args);
  std::optional<Runbook> found;
  db.run_with(fmt::format("select {} from runbooks r where r.number = $1 and {}", kColumns, where), args,
              [&](const db::Row& row) { found = runbook_from(row); });
  return found;
}

std::int64_t next_number(db::Connection& db) {
  return db.query_one("select coalesce(max(number), 0) + 1 from runbooks")->integer(0);
}

void insert(db::Connection& db, const Runbook& runbook) {
  db.execute(
      "insert into runbooks (number, version, title, owner, owner_id, services, rules, markdown, review_days, review_at, "
      "origin, created_at, updated_at, author) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)",
      runbook.number, runbook.version, runbook.title, runbook.owner.name, runbook.owner.id, texts_as_json(runbook.services),
      json::write(json::value(to_json(runbook.rules))), runbook.markdown, runbook.review_days, micros_of(runbook.review_at),
      runbook.origin, runbook.created_at.micros, runbook.updated_at.micros, runbook.author);
  insert_revision(db, runbook);
}

void update(db::Connection& db, const Runbook& runbook) {
  db.execute(
      "update runbooks set version = $2, title = $3, owner = $4, owner_id = $5, services = $6, rules = $7, markdown = $8, "
      "review_days = $9, review_at = $10, updated_at = $11, author = $12 where number = $1",
      runbook.number, runbook.version, runbook.title, runbook.owner.name, runbook.owner.id, texts_as_json(runbook.services),
      json::write(json::value(to_json(runbook.rules))), runbook.markdown, runbook.review_days, micros_of(runbook.review_at),
      runbook.updated_at.micros, runbook.author);
  insert_revision(db, runbook);
}

void update_standing(db::Connection& db, const Runbook& runbook) {
  db.execute("update runbooks set review_at = $2, archived_at = $3 where number = $1", runbook.number,
             micros_of(runbook.review_at), micros_of(runbook.archived_at));
}

std::vector<Runbook> list(db::Connection& db, const domain::Principal& who, const Filter& filter,
                          std::optional<std::int64_t> after, std::int64_t limit) {
  std::vector<db::Value> args;
  std::string where = readable(who, args);
  const auto add = [&](db::Value value) {
    args.push_back(std::move(value));
    return fmt::format("${}", args.size());
  };
  where += filter.archived ? " and r.archived_at is not null" : " and r.archived_at is null";
  if (filter.words) {
    const db::Dialect dialect{db.engine()};
    const std::string pattern = add(containing(*filter.words));
    where += fmt::format(" and ({} like {} escape '\\' or {} like {} escape '\\')", dialect.lower("r.title"), pattern,
                         dialect.lower("r.markdown"), pattern);
  }
  if (filter.due_before) where += " and r.review_at < " + add(filter.due_before->micros);
  if (after) where += " and r.number < " + add(*after);
  std::vector<Runbook> found;
  db.run_with(fmt::format("select {} from runbooks r where {} order by r.number desc limit {}", kColumns, where, add(limit)),
              args, [&](const db::Row& row) { found.push_back(runbook_from(row)); });
  return found;
}

std::vector<Runbook> list_due(db::Connection& db, Instant before) {
  std::vector<Runbook> due;
  for (const auto& row : db.query(
           fmt::format("select {} from runbooks r where r.archived_at is null and r.review_at < $1 order by r.number", kColumns),
           before.micros))
    due.push_back(runbook_from(row));
  return due;
}

std::vector<Revision> list_revisions(db::Connection& db, std::int64_t runbook, std::int64_t limit) {
  std::vector<Revision> revisions;
  for (const auto& row : db.query(
           fmt::format("select {} from runbook_revisions where runbook = $1 order by version desc limit $2", kRevisionColumns),
           runbook, limit))
    revisions.push_back(revision_from(row));
  return revisions;
}

std::optional<Revision> find_revision(db::Connection& db, std::int64_t runbook, std::int64_t version) {
  const auto row = db.query_one(
      fmt::format("select {} from runbook_revisions where runbook = $1 and version = $2", kRevisionColumns), runbook, version);
  if (!row) return std::nullopt;
  return revision_from(*row);
}

}  // namespace debrief::features::runbooks::store
