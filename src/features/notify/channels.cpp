// SPDX-License-Identifier: Apache-2.0
#include "features/notify/channels.hpp"

namespace debrief::features::notify {
namespace store {

std::map<std::string, Channels> list_channels(db::Connection& db, const std::string& owner) {
  std::map<std::string, Channels> chosen;
  for (const auto& row : db.query("select kind, app, mail, push from notice_settings where user_id = $1", owner))
    chosen[row.text(0)] = {row.boolean(1), row.boolean(2), row.boolean(3)};
  return chosen;
}

void put_channels(db::Connection& db, const std::string& owner, const std::string& kind, const Channels& channels) {
  db.execute("insert into notice_settings (user_id, kind, app, mail, push) values ($1, $2, $3, $4, $5) on conflict (user_id, kind) "
             "do update set app = excluded.app, mail = excluded.mail, push = excluded.push",
             owner, kind, channels.app, channels.mail, channels.push);
}

void remove_channels(db::Connection& db, const std::string& owner, const std::string& kind) {
  db.execute("delete from notice_settings where user_id = $1 and kind = $2", owner, kind);
}

std::optional<QuietHours> find_quiet(db::Connection& db, const std::string& user_id) {
  const auto row = db.query_one("select zone, from_minute, until_minute, days, urgent from quiet_hours where user_id = $1", user_id);
  if (!row) return std::nullopt;
  QuietHours quiet{row->text(0), static_cast<int>(row->integer(1)), static_cast<int>(row->integer(2)), {}, row->boolean(4)};
  for (const char digit : row->text(3)) quiet.days.insert(digit - '0');
  return quiet;
}

void put_quiet(db::Connection& db, const std::string& user_id, const QuietHours& quiet) {
  std::string days;
  for (const int day : quiet.days) days += std::to_string(day);
  db.execute("insert into quiet_hours (user_id, zone, from_minute, until_minute, days, urgent) values ($1, $2, $3, $4, $5, $6) "
             "on conflict (user_id) do update set zone = excluded.zone, from_minute = excluded.from_minute, "
             "until_minute = excluded.until_minute, days = excluded.days, urgent = excluded.urgent",
             user_id, quiet.zone, quiet.from, quiet.until, days, quiet.urgent);
}

void remove_quiet(db::Connection& db, const std::string& user_id) { db.execute("delete from quiet_hours where user_id = $1", user_id); }

std::string usual_zone(db::Connection& db, const std::string& user_id) {
  const auto row = db.query_one("select zone from working_hours where user_id = $1", user_id);
  return row ? row->text(0) : "UTC";
}

void hold(db::Connection& db, const std::string& user_id, const Held& held, Instant release_at) {
  db.execute("insert into held_notices (notice, user_id, mail, push, release_at) values ($1, $2, $3, $4, $5) on conflict do nothing",
             held.notice, user_id, held.mail, held.push, release_at.micros);
}

std::vector<Held> take_held(db::Connection& db, const std::string& user_id, Instant now) {
  std::vector<Held> held;
  for (const auto& row : db.query("select notice, mail, push from held_notices where user_id = $1 and release_at <= $2 order by notice", user_id, now.micros))
    held.push_back({row.text(0), row.boolean(1), row.boolean(2)});
  db.execute("delete from held_notices where user_id = $1 and release_at <= $2", user_id, now.micros);
  return held;
}

bool move_held(db::Connection& db, const std::string& user_id, Instant release_at) {
  return db.execute("update held_notices set release_at = $2 where user_id = $1", user_id, release_at.micros) > 0;
}

bool is_pressing(db::Connection& db, std::int64_t incident, const std::string& user_id) {
  return db.query_one("select 1 from incidents i join role_assignments r on r.incident = i.number where i.number = $1 and "
                      "i.severity in ('sev1', 'sev2') and r.user_id = $2 and r.until_at is null limit 1",
                      incident, user_id)
      .has_value();
}

}  // namespace store

std::map<std::string, Channels> defaults_of(db::Connection& db, const std::vector<std::string>& teams) {
  std::map<std::string, Channels> all;
  for (const std::string& team : teams)
    for (const auto& [kind, chosen] : store::list_channels(db, team_owner(team))) {
      const auto [found, first] = all.emplace(kind, chosen);
      if (first) continue;
      Channels& known = found->second;
      known = {known.app || chosen.app, known.mail || chosen.mail, known.push || chosen.push};
    }
  return all;
}

Channels channels_for(db::Connection& db, const Ports& ports, const std::string& user_id, const std::string& kind) {
  const auto own = store::list_channels(db, user_id);
  if (const auto chosen = own.find(kind); chosen != own.end()) return chosen->second;
  if (!ports.list_team_ids) return {};
  const auto defaults = defaults_of(db, ports.list_team_ids(db, user_id));
  const auto found = defaults.find(kind);
  return found == defaults.end() ? Channels{} : found->second;
}

}  // namespace debrief::features::notify
