// SPDX-License-Identifier: Apache-2.0
#include "features/responders/store.hpp"

#include "base/text.hpp"
#include "domain/events.hpp"
#include "journal/visibility.hpp"

#include <algorithm>
#include <unordered_map>

namespace debrief::features::responders::store {
namespace {

// Which incidents are read, as a condition on `i` with its parameters.
struct Choice {
  std::string where;
  std::vector<db::Value> args;
};

class Reader {
 public:
  Reader(db::Connection& db, const Accounts& accounts, Instant now) : db_(db), accounts_(accounts), now_(now) {}

  void incidents(const std::string& readable, const Choice& choice) {
    db_.run_with(
        fmt::format("select i.number, i.phase, i.declared_at, case when {} then 1 else 0 end from incidents i where {}",
                    readable, choice.where),
        choice.args, [&](const db::Row& row) {
          Recorded& one = found_[row.integer(0)];
          one.number = row.integer(0);
          one.response = {row.integer(2), row.integer(2), row.text(1) == "triage" || row.text(1) == "active"};
          one.readable = row.integer(3) == 1;
        });
  }
  void everything(const Choice& choice) {
    milestones(choice);
    ends(choice);
    settle();
    roles(choice);
    signs(choice);
    words(choice);
  }
  std::vector<Recorded> done() && {
    std::vector<Recorded> all;
    all.reserve(found_.size());
    for (auto& [number, one] : found_) all.push_back(std::move(one));
    return all;
  }

 private:
  void each(std::string_view columns, std::string_view table, std::string_view condition, const Choice& choice,
            const std::function<void(Recorded&, const db::Row&)>& use) {
    db_.run_with(
        fmt::format("select x.incident, {} from {} x join incidents i on i.number = x.incident where {} and {}",
                    columns, table, condition, choice.where),
        choice.args, [&](const db::Row& row) {
          const auto found = found_.find(row.integer(0));
          if (found != found_.end()) use(found->second, row);
        });
  }

  void milestones(const Choice& choice) {
    each("x.name, x.at", "milestones", "1 = 1", choice,
         [&](const Recorded& of, const db::Row& row) { milestones_[of.number][row.text(1)] = row.integer(2); });
  }
  // When an incident without milestones was over: its state says so.
  void ends(const Choice& choice) {
    each("x.occurred_at, x.data", "facts", fmt::format("x.kind = '{}'", domain::events::kStateChanged), choice,
         [&](const Recorded& of, const db::Row& row) {
           const auto data = json::parse(row.text(2));
           if (!data || !data->is_object()) return;
           const auto phase = json::text_at(data->get_object(), "phase");
           if (phase == "post_incident" || phase == "closed")
             ended_[of.number] = std::max(ended_[of.number], row.integer(1));
         });
  }
  void settle() {
    for (auto& [number, one] : found_) {
      const auto& at = milestones_[number];
      const auto of = [&](const char* name) { return at.find(name); };
      for (const char* name : {"started", "detected"})
        if (const auto found = of(name); found != at.end())
          one.response.from = std::min(one.response.from, found->second);
      one.response.until = one.response.running ? now_.micros : ended_[number];
      for (const char* name : {"closed", "mitigated", "recovered", "resolved"})
        if (const auto found = of(name); found != at.end() && !one.response.running) one.response.until = found->second;
      one.response.until = std::max(one.response.from, one.response.until);
    }
  }

  void roles(const Choice& choice) {
    each("x.role, x.person, x.user_id, x.from_at, x.until_at", "role_assignments", "1 = 1", choice,
         [&](Recorded& of, const db::Row& row) {
           if (Traces* traces = of_person(of, row.optional_text(3).value_or(""), row.text(2)))
             traces->held.push_back({row.text(1), row.integer(4), row.optional_integer(5)});
         });
  }
  void signs(const Choice& choice) {
    // Facts without an account come from the server itself and from programs.
    each("x.actor_id, x.actor, x.recorded_at, x.kind", "facts",
         fmt::format("x.actor_id <> '' and x.kind <> '{}'", domain::events::kEntryRead), choice,
         [&](Recorded& of, const db::Row& row) {
           if (Traces* traces = of_person(of, row.text(1), row.text(2)))
             traces->signs.push_back({row.integer(3), row.text(4)});
         });
  }
  // What people said, as chats and the like have kept it.
  void words(const Choice& choice) {
    each("x.occurred_at, x.data", "facts",
         fmt::format("x.kind = '{}' and x.data not like '%\"actor\":null%'", domain::events::kEntryRead), choice,
         [&](Recorded& of, const db::Row& row) {
           const auto data = json::parse(row.text(2));
           if (!data || !data->is_object()) return;
           const std::string name(json::text_at(data->get_object(), "actor"));
           if (Traces* traces = of_speaker(of, name))
             traces->signs.push_back({row.integer(1), std::string(domain::events::kEntryRead)});
         });
  }

  Traces* of_person(Recorded& of, const std::string& id, const std::string& name) {
    const std::string small = to_lower(name);
    std::string known = id;
    if (known.empty())
      if (const auto found = accounts_.ids.find(small); found != accounts_.ids.end()) known = found->second;
    Traces& traces = of.people[known.empty() ? small : known];
    if (traces.person.empty()) {
      const auto today = accounts_.names.find(known);
      traces.person = today == accounts_.names.end() ? name : today->second;
      if (!known.empty()) traces.user_id = known;
    }
    return &traces;
  }
  // A name in a chat is a person's when an account or somebody with a role has it: the rest may be programs.
  Traces* of_speaker(Recorded& of, const std::string& name) {
    const std::string small = to_lower(name);
    if (small.empty()) return nullptr;
    if (accounts_.ids.contains(small)) return of_person(of, "", name);
    const auto found = of.people.find(small);
    return found == of.people.end() ? nullptr : &found->second;
  }

  db::Connection& db_;
  const Accounts& accounts_;
  Instant now_;
  std::unordered_map<std::int64_t, Recorded> found_;
  std::unordered_map<std::int64_t, std::map<std::string, std::int64_t>> milestones_;
  std::unordered_map<std::int64_t, std::int64_t> ended_;
};

std::optional<Hours> hours_from(const db::Row& row, std::size_t first) {
  Hours hours;
  hours.zone = row.text(first);
  hours.night_from = static_cast<int>(row.integer(first + 1));
  hours.night_until = static_cast<int>(row.integer(first + 2));
  hours.work_days.clear();
  for (const char digit : row.text(first + 3)) hours.work_days.insert(digit - '0');
  return hours;
}

constexpr std::string_view kUsualHours = "responders.hours";

}  // namespace

Accounts::Accounts(const std::vector<domain::Member>& members) {
  std::map<std::string, int> seen;
  for (const auto& member : members) {
    names[member.id] = member.name;
    ids[to_lower(member.name)] = member.id;
    ++seen[to_lower(member.name)];
  }
  for (const auto& [name, count] : seen)
    if (count > 1) ids.erase(name);
}

Recorded read_one(db::Connection& db, std::int64_t number, const Accounts& accounts, Instant now) {
  const Choice choice{"i.number = $1", {db::to_value(number)}};
  Reader reader(db, accounts, now);
  reader.incidents("1 = 1", choice);
  reader.everything(choice);
  auto all = std::move(reader).done();
  return all.empty() ? Recorded{} : std::move(all.front());
}

std::vector<Recorded> read_all(db::Connection& db, const domain::Principal& who, Span window, const Accounts& accounts,
                               Instant now) {
  const Choice choice{"i.declared_at >= $1 and i.declared_at < $2 and i.kind <> 'drill'",
                      {db::to_value(window.from), db::to_value(window.until)}};
  Choice seen = choice;
  const std::string readable = journal::readable_incidents(who, "i", seen.args);
  if (readable == "1 = 1" || who.id.empty()) {
    seen.where += " and " + readable;
  } else {
    seen.args.push_back(db::to_value(who.id));
    seen.where += fmt::format(
        " and ({} or exists (select 1 from facts own where own.incident = i.number and own.actor_id = ${}))", readable,
        seen.args.size());
  }
  Reader reader(db, accounts, now);
  reader.incidents(readable, seen);
  reader.everything(choice);
  return std::move(reader).done();
}

std::map<std::string, Hours> list_hours(db::Connection& db) {
  std::map<std::string, Hours> all;
  for (const auto& row : db.query("select user_id, zone, night_from, night_until, work_days from working_hours"))
    if (const auto hours = hours_from(row, 1)) all.emplace(row.text(0), *hours);
  return all;
}

std::optional<Hours> find_hours(db::Connection& db, const std::string& user_id) {
  const auto row =
      db.query_one("select zone, night_from, night_until, work_days from working_hours where user_id = $1", user_id);
  return row ? hours_from(*row, 0) : std::nullopt;
}

void put_hours(db::Connection& db, const std::string& user_id, const Hours& hours) {
  std::string days;
  for (const int day : hours.work_days) days += static_cast<char>('0' + day);
  db.execute("delete from working_hours where user_id = $1", user_id);
  db.execute(
      "insert into working_hours (user_id, zone, night_from, night_until, work_days) values ($1, $2, $3, $4, $5)",
      user_id, hours.zone, std::int64_t{hours.night_from}, std::int64_t{hours.night_until}, days);
}

Hours usual_hours(db::Connection& db) {
  const auto row = db.query_one("select data from settings where name = $1", kUsualHours);
  if (!row) return {};
  const auto document = json::parse(row->text(0));
  if (!document) return {};
  const auto hours = read_hours(*document, {});
  return hours ? *hours : Hours{};
}

void put_usual_hours(db::Connection& db, const Hours& hours) {
  db.execute("delete from settings where name = $1", kUsualHours);
  db.execute("insert into settings (name, data) values ($1, $2)", kUsualHours, json::write(to_json(hours)));
}

}  // namespace debrief::features::responders::store
