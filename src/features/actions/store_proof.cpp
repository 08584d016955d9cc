// SPDX-License-Identifier: Apache-2.0
#include "base/json.hpp"
#include "domain/signal.hpp"
#include "features/actions/store.hpp"

#include <map>

namespace debrief::features::actions::store {
namespace {

/// Services of the alert's labels and of its incident.
std::vector<std::string> services_of(db::Connection& db, const std::string& labels, std::int64_t incident) {
  std::map<std::string, std::string> read;
  if (const auto document = json::parse(labels); document && document->is_object())
    for (const auto& label : document->get_object())
      if (label.value().is_string()) read.emplace(label.key(), std::string_view(label.value().get_string()));
  std::vector<std::string> services = domain::services_of(read);
  // An alert that says where it is was not somewhere else, whatever else its incident is about.
  if (!services.empty()) return services;
  const auto about = find_about(db, incident);
  return about ? about->services : services;
}

}  // namespace

std::vector<Sighting> list_firings(db::Connection& db, const domain::ActionItem& action) {
  std::vector<Sighting> seen;
  if (!action.check || !action.closed_at) return seen;
  const auto rows = db.query(
      "select a.incident, a.starts_at, a.labels, i.kind from alerts a join incidents i on i.number = a.incident "
      "where a.name = $1 and a.starts_at > $2 order by a.starts_at limit 1000",
      action.check->alert, action.closed_at->micros);
  for (const auto& row : rows) {
    if (!counts_for_proof(domain::kind_from(row.text(3)).value_or(domain::Kind::drill))) continue;
    seen.push_back({row.integer(0), {row.integer(1)}, services_of(db, row.text(2), row.integer(0))});
  }
  return seen;
}

std::vector<LogsOf> list_logs_to_look_into(db::Connection& db, const domain::ActionItem& action) {
  std::vector<LogsOf> logs;
  const auto rows = db.query(
      "select i.number, i.kind, max(e.recorded_at) from incidents i join evidence e on e.incident = i.number "
      "left join action_looks l on l.action = $1 and l.incident = i.number "
      "where i.declared_at > $2 and i.number <> $3 and (l.looked_at is null or e.recorded_at > l.looked_at) "
      "group by i.number, i.kind order by i.number limit 100",
      action.number, action.closed_at ? action.closed_at->micros : 0, action.incident);
  for (const auto& row : rows) {
    if (!counts_for_proof(domain::kind_from(row.text(1)).value_or(domain::Kind::drill))) continue;
    const auto about = find_about(db, row.integer(0));
    logs.push_back({row.integer(0), {row.integer(2)}, about ? about->services : std::vector<std::string>()});
  }
  return logs;
}

void keep_look(db::Connection& db, std::int64_t action, std::int64_t incident, Instant looked_at) {
  db.execute(
      "insert into action_looks (action, incident, looked_at) values ($1, $2, $3) "
      "on conflict (action, incident) do update set looked_at = excluded.looked_at",
      action, incident, looked_at.micros);
}

}  // namespace debrief::features::actions::store
