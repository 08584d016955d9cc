// SPDX-License-Identifier: Apache-2.0
#include "app/wiring.hpp"

#include "connectors/alertmanager/alertmanager.hpp"
#include "features/access/access.hpp"
#include "features/incidents/incidents.hpp"
#include "features/timeline/timeline.hpp"

namespace debrief::app {
namespace {

namespace incidents = features::incidents;
namespace timeline = features::timeline;

Result<domain::SignalBatch> read_alertmanager(std::string_view body) {
  auto notification = TRY(connectors::alertmanager::translate(body));
  domain::SignalBatch batch{std::move(notification.signals), {}};
  for (const auto& alert : notification.unreadable)
    batch.unreadable.push_back(fmt::format("alert {}: {}", alert.position, alert.reason));
  return batch;
}

}  // namespace

Wiring::Wiring(Store& store, const Config&, const Clock&, Log&) {
  db::Database& database = *store.database;
  get_incident = [&database](const domain::Principal& who, std::int64_t number) {
    return database.read([&](db::Connection& db) { return incidents::get(db, who, number); });
  };
  list_timeline = [&database](const domain::Principal& who, std::int64_t number) {
    return database.read([&](db::Connection& db) { return timeline::list_all(db, who, number); });
  };
  list_alerts = [&database](const domain::Principal& who, std::int64_t number) {
    return database.read([&](db::Connection& db) { return incidents::list_alerts(db, who, number); });
  };
  project_fact = timeline::project;
  find_user_id = [&database](std::string_view person) {
    return database.read([&](db::Connection& db) { return features::access::find_user_id(db, person); });
  };
  take_in_signals = incidents::take_in;
  record_backfill = incidents::record_backfill;
  signal_readers = {{"alertmanager", read_alertmanager}};
}

}  // namespace debrief::app
