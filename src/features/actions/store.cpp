// SPDX-License-Identifier: Apache-2.0
#include "features/actions/store.hpp"

#include "db/instants.hpp"
#include "features/actions/rows.hpp"

namespace debrief::features::actions::store {
namespace {

using db::micros_of;

std::string entries_text(const domain::ActionItem& action) {
  return json::write(json::value(json::array(action.entries.begin(), action.entries.end())));
}

void keep_waits(db::Connection& db, const domain::ActionItem& action) {
  db.execute("delete from action_dependencies where action = $1", action.number);
  for (const std::int64_t other : action.waits_for)
    db.execute("insert into action_dependencies (action, waits_for) values ($1, $2)", action.number, other);
}

// The columns that change, in the order of kChangingColumns, after the number.
std::vector<db::Value> values_of(const Kept& kept) {
  const domain::ActionItem& one = kept.action;
  const domain::ActionCheck check = one.check.value_or(domain::ActionCheck{});
  const domain::ActionLink link = one.link.value_or(domain::ActionLink{});
  const auto text = [](std::string_view value) { return db::to_value(value); };
  return {db::to_value(one.number),
          text(to_text(one.type)),
          text(one.title),
          text(one.text),
          text(to_text(one.priority)),
          text(one.owner),
          db::to_value(one.owner_id),
          text(one.team),
          db::to_value(one.due_at.micros),
          db::to_value(kept.due_by_hand),
          text(to_text(one.state)),
          text(one.reason),
          text(one.factor),
          text(entries_text(one)),
          db::to_value(one.check ? std::optional(std::string(to_text(check.kind))) : std::nullopt),
          text(check.alert),
          text(check.service),
          text(check.log_template),
          db::to_value(check.days),
          db::to_value(check.minutes),
          text(to_text(one.proof)),
          text(one.proof_note),
          db::to_value(micros_of(one.proof_at)),
          db::to_value(one.link ? std::optional(link.url) : std::nullopt),
          text(link.tracker),
          text(link.key),
          text(link.title),
          text(link.state),
          db::to_value(micros_of(link.seen_at)),
          db::to_value(micros_of(link.changed_at)),
          db::to_value(micros_of(one.closed_at)),
          db::to_value(one.version)};
}

constexpr std::array<std::string_view, 31> kChangingColumns{
    "type",       "title",      "text",         "priority",      "owner",          "owner_id",
    "team",       "due_at",     "due_by_hand",  "state",         "reason",         "factor",
    "entries",    "check_kind", "check_alert",  "check_service", "check_template", "check_days", "check_minutes",
    "proof",      "proof_note", "proof_at",     "link_url",      "link_tracker",   "link_key",
    "link_title", "link_state", "link_seen_at", "link_changed_at", "closed_at",     "version"};

}  // namespace

std::optional<Kept> find(db::Connection& db, std::int64_t number) {
  const auto row = db.query_one(
      fmt::format("select {}, a.due_by_hand, a.removed_at from actions a where a.number = $1", kColumns), number);
  if (!row) return std::nullopt;
  Kept kept{action_from(*row), row->boolean(kColumnCount), !row->is_null(kColumnCount + 1)};
  for (const auto& other :
       db.query("select d.waits_for from action_dependencies d where d.action = $1 order by d.waits_for", number))
    kept.action.waits_for.push_back(other.integer(0));
  return kept;
}

void insert(db::Connection& db, Kept& kept) {
  domain::ActionItem& one = kept.action;
  one.number = db.query_one("select coalesce(max(number), 0) + 1 from actions")->integer(0);
  std::vector<db::Value> args = values_of(kept);
  std::string names = "number";
  std::string marks = "$1";
  for (std::size_t i = 0; i < kChangingColumns.size(); ++i) {
    names += fmt::format(", {}", kChangingColumns.at(i));
    marks += fmt::format(", ${}", i + 2);
  }
  for (const auto& [name, value] :
       {std::pair{"incident", db::to_value(one.incident)}, std::pair{"added_by", db::to_value(one.added_by)},
        std::pair{"added_at", db::to_value(one.added_at.micros)}}) {
    args.push_back(value);
    names += fmt::format(", {}", name);
    marks += fmt::format(", ${}", args.size());
  }
  db.run_with(fmt::format("insert into actions ({}) values ({})", names, marks), args, [](const db::Row&) {});
  keep_waits(db, one);
}

void update(db::Connection& db, const Kept& kept) {
  std::string sets;
  for (std::size_t i = 0; i < kChangingColumns.size(); ++i)
    sets += fmt::format("{}{} = ${}", sets.empty() ? "" : ", ", kChangingColumns.at(i), i + 2);
  db.run_with(fmt::format("update actions set {} where number = $1", sets), values_of(kept), [](const db::Row&) {});
  keep_waits(db, kept.action);
}

void set_removed(db::Connection& db, std::int64_t number, std::optional<Instant> at, std::int64_t version) {
  db.execute("update actions set removed_at = $2, version = $3 where number = $1", number, micros_of(at), version);
}

std::int64_t count(db::Connection& db, std::int64_t incident) {
  return db.query_one("select count(*) from actions where incident = $1 and removed_at is null", incident)->integer(0);
}

Waits list_waits(db::Connection& db) {
  Waits waits;
  for (const auto& row : db.query("select d.action, d.waits_for from action_dependencies d "
                                  "join actions a on a.number = d.action join actions b on b.number = d.waits_for "
                                  "where a.removed_at is null and b.removed_at is null order by d.action, d.waits_for"))
    waits[row.integer(0)].push_back(row.integer(1));
  return waits;
}

std::optional<About> find_about(db::Connection& db, std::int64_t incident) {
  const auto row = db.query_one("select kind, visibility, title from incidents where number = $1", incident);
  if (!row) return std::nullopt;
  About about;
  about.kind = domain::kind_from(row->text(0)).value_or(domain::Kind::normal);
  about.visibility = domain::visibility_from(row->text(1)).value_or(domain::Visibility::private_);
  about.title = row->text(2);
  for (const auto& service : db.query("select service from incident_services where incident = $1", incident))
    about.services.push_back(service.text(0));
  return about;
}

Settings settings(db::Connection& db) {
  const auto row = db.query_one("select data from settings where name = 'actions'");
  if (!row) return {};
  const auto document = json::parse(row->text(0));
  if (!document) return {};
  const auto read = read_settings(*document);
  return read ? *read : Settings{};
}

void keep_settings(db::Connection& db, const Settings& settings) {
  db.execute(
      "insert into settings (name, data) values ('actions', $1) on conflict (name) do update set data = excluded.data",
      json::write(to_json(settings)));
}

}  // namespace debrief::features::actions::store
