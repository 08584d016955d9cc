// SPDX-License-Identifier: Apache-2.0
#include "app/wiring.hpp"

#include "app/adapt.hpp"
#include "features/access/access.hpp"
#include "features/evidence/evidence.hpp"
#include "features/incidents/incidents.hpp"
#include "features/postmortems/postmortems.hpp"
#include "features/timeline/timeline.hpp"

namespace debrief::app {
namespace {

namespace incidents = features::incidents;
namespace postmortems = features::postmortems;
namespace timeline = features::timeline;

// For questions of the server to itself.
const domain::Principal kServer{"", "Debrief", domain::AccessRole::administrator, "server"};

Result<> publish_imported(journal::Transaction& tx, const domain::Principal& who, std::int64_t incident,
                          const domain::ArchivedDocument& document) {
  TRY(postmortems::import(tx, who, {incident, document.id, document.source, document.title.value_or("Untitled"), document.body,
                                    document.ended ? document.ended : document.started}));
  return {};
}

}  // namespace

Wiring::Wiring(Store& store, const Config& config, const Clock&, Log& log) {
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
  list_evidence = [&database](const domain::Principal& who, std::int64_t number) {
    return database.read([&](db::Connection& db) { return features::evidence::list(db, who, number); });
  };
  find_postmortem = [&database](const domain::Principal& who, std::int64_t number) {
    return database.read([&](db::Connection& db) { return postmortems::find(db, who, number); });
  };
  read_files = read_evidence_files;
  signal_readers = {{"alertmanager", read_alertmanager}};
  library_ = std::make_unique<features::lessons::Library>(
      *store.journal, features::lessons::Ports{get_incident, list_timeline, list_alerts, find_postmortem},
      config.data / "index" / "lessons", log);
}

features::archive::Ports Wiring::archive_ports() const { return {read_archive_file, record_backfill, publish_imported}; }

features::postmortems::Ports Wiring::postmortem_ports() const {
  features::lessons::Library& library = *library_;
  return {get_incident, list_timeline, list_alerts, list_evidence,
          [&library](const domain::Principal& who, std::int64_t number, std::size_t limit) { return library.list_similar(who, number, limit); },
          [&library](std::string_view words, std::size_t limit) { return library.rank(kServer, words, limit); }};
}

}  // namespace debrief::app
