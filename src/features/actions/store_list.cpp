// SPDX-License-Identifier: Apache-2.0
#include "db/instants.hpp"
#include "features/actions/rows.hpp"
#include "features/actions/store.hpp"
#include "journal/visibility.hpp"

#include <charconv>
#include <map>

namespace debrief::features::actions::store {
namespace {

using db::time_in;

std::vector<std::int64_t> entries_from(const std::string& text) {
  std::vector<std::int64_t> entries;
  const auto document = json::parse(text);
  if (!document || !document->is_array()) throw db::DatabaseError("the entries of an action are no JSON list");
  for (const auto& entry : document->get_array())
    if (entry.is_int64()) entries.push_back(entry.get_int64());
  return entries;
}

void read_check(const db::Row& row, domain::ActionItem& one) {
  if (row.is_null(14)) return;
  one.check.emplace();
  one.check->kind = domain::action_check_from(row.text(14)).value_or(domain::ActionCheck::Kind::alert_quiet);
  one.check->alert = row.text(15);
  one.check->service = row.text(16);
  one.check->log_template = row.text(17);
  one.check->days = row.integer(18);
  one.check->minutes = row.integer(32);
}

void read_link(const db::Row& row, domain::ActionItem& one) {
  if (row.is_null(22)) return;
  one.link = domain::ActionLink{row.text(22), row.text(23), row.text(24), row.text(25), row.text(26),
                                time_in(row, 27), time_in(row, 33)};
}

/// Where a page begins: after this one.
struct Place {
  std::int64_t closed = 0;
  std::int64_t due_at = 0;
  std::int64_t number = 0;
};

Result<Place> parse_cursor(std::string_view text) {
  Place place;
  const char* at = text.data();
  const char* end = text.data() + text.size();
  for (std::int64_t* part : {&place.closed, &place.due_at, &place.number}) {
    const auto [rest, error] = std::from_chars(at, end, *part);
    const bool last = part == &place.number;
    if (error != std::errc{} || (last ? rest != end : rest == end || *rest != '.'))
      return invalid("'{}' is not a cursor of this list", text.substr(0, 60))
          .with_help("Pass what the page before gave as next, unchanged.")
          .at("after");
    at = last ? rest : rest + 1;
  }
  return place;
}

constexpr std::string_view kClosed = "case when a.closed_at is null then 0 else 1 end";

/// The condition of a filter, with its parameters.
class Where {
 public:
  Where(const domain::Principal& who, const Filter& filter) {
    sql_ = journal::readable_incidents(who, "i", args_) + " and a.removed_at is null";
    add_numbers("a.incident", filter.incidents);
    add_numbers("a.number", filter.numbers);
    if (filter.state) sql_ += " and a.state = " + add(std::string(to_text(*filter.state)));
    if (filter.open_only) sql_ += " and a.closed_at is null";
    if (filter.proof) sql_ += " and a.proof = " + add(std::string(to_text(*filter.proof)));
    if (filter.type) sql_ += " and a.type = " + add(std::string(to_text(*filter.type)));
    if (filter.priority) sql_ += " and a.priority = " + add(std::string(to_text(*filter.priority)));
    if (filter.owner) sql_ += " and a.owner = " + add(*filter.owner);
    if (filter.team) sql_ += " and a.team = " + add(*filter.team);
    if (filter.due_before) sql_ += " and a.due_at < " + add(filter.due_before->micros);
    if (filter.service)
      sql_ += " and exists (select 1 from incident_services s where s.incident = a.incident and s.service = " +
              add(*filter.service) + ")";
  }
  void begin_after(const Place& place) {
    const std::string closed = add(place.closed);
    const std::string due = add(place.due_at);
    sql_ += fmt::format(" and ({0} > {1} or ({0} = {1} and (a.due_at > {2} or (a.due_at = {2} and a.number > {3}))))",
                        kClosed, closed, due, add(place.number));
  }
  std::string add(db::Value value) {
    args_.push_back(std::move(value));
    return fmt::format("${}", args_.size());
  }
  [[nodiscard]] const std::string& sql() const { return sql_; }
  [[nodiscard]] const std::vector<db::Value>& args() const { return args_; }

 private:
  void add_numbers(std::string_view column, const std::vector<std::int64_t>& numbers) {
    if (numbers.empty()) return;
    std::string marks;
    for (const std::int64_t number : numbers) marks += (marks.empty() ? "" : ", ") + add(number);
    sql_ += fmt::format(" and {} in ({})", column, marks);
  }

  std::vector<db::Value> args_;
  std::string sql_;
};

constexpr std::string_view kFrom = "from actions a join incidents i on i.number = a.incident";

void fill_waits(db::Connection& db, std::vector<Listed>& items) {
  if (items.empty()) return;
  std::map<std::int64_t, domain::ActionItem*> by_number;
  std::vector<db::Value> args;
  std::string marks;
  for (Listed& item : items) {
    by_number[item.action.number] = &item.action;
    args.push_back(db::to_value(item.action.number));
    marks += fmt::format("{}${}", marks.empty() ? "" : ", ", args.size());
  }
  db.run_with(fmt::format("select d.action, d.waits_for from action_dependencies d where d.action in ({}) "
                          "order by d.action, d.waits_for",
                          marks),
              args, [&](const db::Row& row) { by_number.at(row.integer(0))->waits_for.push_back(row.integer(1)); });
}

std::vector<Listed> fetch(db::Connection& db, Where& where, std::optional<std::int64_t> limit) {
  std::vector<Listed> items;
  std::string sql = fmt::format("select {}, i.title {} where {} order by {}, a.due_at, a.number", kColumns, kFrom,
                                where.sql(), kClosed);
  if (limit) sql += " limit " + where.add(*limit);
  db.run_with(sql, where.args(), [&](const db::Row& row) {
    items.push_back({action_from(row), row.text(kColumnCount)});
  });
  return items;
}

template <class... Args>
std::vector<domain::ActionItem> select(db::Connection& db, std::string_view condition, const Args&... args) {
  std::vector<domain::ActionItem> actions;
  for (const auto& row : db.query(
           fmt::format("select {} from actions a where a.removed_at is null and {}", kColumns, condition), args...))
    actions.push_back(action_from(row));
  return actions;
}

}  // namespace

domain::ActionItem action_from(const db::Row& row) {
  domain::ActionItem one;
  one.number = row.integer(0);
  one.incident = row.integer(1);
  one.type = domain::action_type_from(row.text(2)).value_or(domain::ActionType::prevent);
  one.title = row.text(3);
  one.text = row.text(4);
  one.priority = domain::action_priority_from(row.text(5)).value_or(domain::ActionPriority::p3);
  one.owner = row.text(6);
  one.owner_id = row.optional_text(7);
  one.team = row.text(8);
  one.due_at = {row.integer(9)};
  one.state = domain::action_state_from(row.text(10)).value_or(domain::ActionState::open);
  one.reason = row.text(11);
  one.factor = row.text(12);
  one.entries = entries_from(row.text(13));
  read_check(row, one);
  one.proof = domain::action_proof_from(row.text(19)).value_or(domain::ActionProof::none);
  one.proof_note = row.text(20);
  one.proof_at = time_in(row, 21);
  read_link(row, one);
  one.added_by = row.text(28);
  one.added_at = {row.integer(29)};
  one.closed_at = time_in(row, 30);
  one.version = row.integer(31);
  return one;
}

Result<Page> list(db::Connection& db, const domain::Principal& who, const Filter& filter,
                  const std::optional<std::string>& after, std::int64_t limit) {
  Where where(who, filter);
  if (after) where.begin_after(TRY(parse_cursor(*after)));
  Page page{fetch(db, where, limit + 1), std::nullopt};
  if (static_cast<std::int64_t>(page.items.size()) > limit) {
    page.items.pop_back();
    const domain::ActionItem& last = page.items.back().action;
    page.next = fmt::format("{}.{}.{}", last.closed_at ? 1 : 0, last.due_at.micros, last.number);
  }
  fill_waits(db, page.items);
  return page;
}

std::vector<Listed> list_all(db::Connection& db, const domain::Principal& who, const Filter& filter) {
  Where where(who, filter);
  return fetch(db, where, std::nullopt);
}

Counts count_states(db::Connection& db, const domain::Principal& who, const Filter& filter, Instant now) {
  Counts counts;
  Where where(who, filter);
  const std::string late = where.add(now.micros);
  db.run_with(
      fmt::format("select a.state, count(*), sum(case when a.closed_at is null and a.due_at < {} then 1 else 0 end) "
                  "{} where {} group by a.state",
                  late, kFrom, where.sql()),
      where.args(), [&](const db::Row& row) {
        const auto state = domain::action_state_from(row.text(0));
        if (state) counts.by_state.at(static_cast<std::size_t>(*state)) = row.integer(1);
        counts.overdue += row.optional_integer(2).value_or(0);
      });
  return counts;
}

std::vector<domain::ActionItem> list_due(db::Connection& db, Instant before) {
  return select(db, "a.closed_at is null and a.due_at < $1 order by a.due_at", before.micros);
}

std::vector<domain::ActionItem> list_watching_alert(db::Connection& db, std::string_view alert) {
  return select(db, "a.check_kind = 'alert_quiet' and a.check_alert = $1 and a.state = 'done' order by a.number",
                alert);
}

std::vector<domain::ActionItem> list_watching(db::Connection& db) {
  return select(db, "(a.check_kind in ('alert_quiet', 'template_quiet') or (a.check_kind = 'drill_passed' and "
                    "a.proof = 'unproven')) and a.state = 'done' order by a.number");
}

std::vector<domain::ActionItem> list_awaiting_drill(db::Connection& db, std::int64_t incident) {
  return select(db, "a.check_kind = 'drill_passed' and a.incident = $1 and a.proof = 'unproven' and a.state = 'done' "
                    "order by a.number",
                incident);
}

std::vector<domain::ActionItem> list_linked(db::Connection& db, std::string_view tracker, std::string_view key) {
  return select(db, "a.link_url is not null and a.link_tracker = $1 and a.link_key = $2 order by a.number", tracker,
                key);
}

std::vector<domain::ActionItem> list_stale_links(db::Connection& db, std::string_view tracker, Instant before,
                                                 std::int64_t limit) {
  return select(db,
                "a.link_url is not null and a.link_tracker = $1 and (a.link_seen_at is null or a.link_seen_at < $2) "
                "and (a.link_state not in ('closed', 'merged') or a.link_seen_at < $3) "
                "order by coalesce(a.link_seen_at, 0), a.number limit $4",
                tracker, before.micros, (before - std::chrono::hours(24)).micros, limit);
}

}  // namespace debrief::features::actions::store
