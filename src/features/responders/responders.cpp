// SPDX-License-Identifier: Apache-2.0
#include "features/responders/responders.hpp"

#include <fmt/format.h>

namespace debrief::features::responders {
namespace {

// Incidents that are older than this and still keep people up at night are not what rest is about.
constexpr std::int64_t kLookBack = 30 * kDay;

void add_part(Totals& totals, const std::string& key, const store::Recorded& incident, const Traces& traces) {
  const Engagement part = engagement_of(traces, incident.response);
  if (part.engaged.empty() && part.follow_up.empty()) return;
  PersonTotal& total = totals[key];
  if (total.person.empty()) {
    total.person = part.person;
    total.user_id = part.user_id;
  }
  total.follow_up.insert(total.follow_up.end(), part.follow_up.begin(), part.follow_up.end());
  if (part.engaged.empty()) return;
  total.incidents.insert(incident.number);
  total.engaged.insert(total.engaged.end(), part.engaged.begin(), part.engaged.end());
  std::map<std::string, bool> roles;
  for (const Held& held : part.held) roles[held.role] = true;
  for (const auto& [role, yes] : roles) ++total.roles[role];
  if (part.first) total.first_after.push_back(*part.first - incident.response.from);
}

}  // namespace

std::vector<PersonLoad> list_loads(db::Database& database, const Ports& ports, const domain::Principal& who,
                                   Span window, Instant now) {
  const store::Accounts accounts(ports.list_members());
  std::map<std::string, Hours> hours;
  Hours usual;
  Totals totals;
  database.read([&](db::Connection& db) {
    hours = store::list_hours(db);
    usual = store::usual_hours(db);
    for (const auto& incident : store::read_all(db, who, window, accounts, now))
      for (const auto& [key, traces] : incident.people)
        if (incident.readable || key == who.id) add_part(totals, key, incident, traces);
  });
  return loads_of(totals, window, [&](const PersonTotal& total) {
    const auto own = hours.find(total.user_id.value_or(""));
    return own == hours.end() ? usual : own->second;
  });
}

std::map<std::string, std::string> list_tired(db::Database& database, const Ports& ports, const domain::Principal& who,
                                              Instant now) {
  std::map<std::string, std::string> tired;
  for (const PersonLoad& load : list_loads(database, ports, who, {now.micros - kLookBack, now.micros + 1}, now)) {
    if (load.recent_nights < kNightsThatAskForRest) continue;
    tired[load.person] = fmt::format("Was up in {} of the last 7 nights", load.recent_nights);
  }
  return tired;
}

}  // namespace debrief::features::responders
