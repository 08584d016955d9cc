// SPDX-License-Identifier: Apache-2.0
#include "app/routes.hpp"

#include "features/accounts/accounts.hpp"
#include "features/actions/actions.hpp"
#include "features/archive/archive.hpp"
#include "features/deliveries/deliveries.hpp"
#include "features/dates/dates.hpp"
#include "features/drills/drills.hpp"
#include "features/duties/duties.hpp"
#include "features/escalation/escalation.hpp"
#include "features/evidence/evidence.hpp"
#include "features/evidence/logs/routes.hpp"
#include "features/factors/factors.hpp"
#include "features/hypotheses/hypotheses.hpp"
#include "features/incidents/incidents.hpp"
#include "features/insights/insights.hpp"
#include "features/lessons/lessons.hpp"
#include "features/lookup/lookup.hpp"
#include "features/machine/machine.hpp"
#include "features/notify/notify.hpp"
#include "features/postmortems/editing/routes.hpp"
#include "features/postmortems/lint_routes.hpp"
#include "features/postmortems/completeness/routes.hpp"
#include "features/postmortems/mirror/routes.hpp"
#include "features/postmortems/postmortems.hpp"
#include "features/postmortems/review/routes.hpp"
#include "features/postmortems/sharing/routes.hpp"
#include "features/responders/responders.hpp"
#include "features/relations/relations.hpp"
#include "features/runbooks/runbooks.hpp"
#include "features/services/services.hpp"
#include "features/sources/sources.hpp"
#include "features/status/status.hpp"
#include "features/tasks/tasks.hpp"
#include "features/timeline/timeline.hpp"
#include "features/vocabulary/vocabulary.hpp"
#include "features/updates/updates.hpp"

#include <iterator>

namespace debrief::app {

std::vector<features::Route> route_table(Store& store, Wiring& wiring, features::access::RoutesConfig access, ServerFacts about) {
  journal::Journal& journal = *store.journal;
  std::vector<features::Route> table;
  const auto add = [&](std::vector<features::Route> routes) {
    table.insert(table.end(), std::make_move_iterator(routes.begin()), std::make_move_iterator(routes.end()));
  };
  add(server_routes(journal, std::move(about)));
  add(features::access::routes(journal, std::move(access), wiring.access_ports()));
  add(features::incidents::routes(journal, wiring.incident_ports()));
  add(features::relations::routes(journal, wiring.relation_ports()));
  add(features::dates::routes(journal, wiring.date_ports()));
  add(features::tasks::routes(journal, wiring.task_ports()));
  add(features::hypotheses::routes(journal, wiring.hypothesis_ports()));
  add(features::updates::routes(journal, wiring.update_ports()));
  add(features::status::routes(journal, wiring.status_ports()));
  add(features::vocabulary::routes(journal));
  add(features::timeline::routes(journal));
  add(features::sources::routes(journal, *store.blobs, wiring.signal_readers, wiring.take_in_signals));
  add(features::evidence::routes(journal, *store.blobs, wiring.evidence_ports()));
  add(features::evidence::original_routes(journal, *store.blobs));
  add(features::evidence::resumable_routes(journal, *store.blobs, wiring.evidence_ports()));
  add(features::evidence::logs::routes(journal, wiring.log_sets(), {wiring.get_incident}));
  add(features::postmortems::routes(journal, wiring.postmortem_ports()));
  add(features::postmortems::completeness_routes(journal, wiring.postmortem_ports()));
  add(features::postmortems::lint_routes());
  add(features::duties::routes(journal, wiring.duty_ports()));
  add(features::actions::routes(journal, wiring.action_ports()));
  add(features::accounts::routes(journal, wiring.account_ports()));
  add(features::factors::routes(journal, wiring.factor_ports()));
  add(features::services::routes(journal, wiring.service_ports()));
  add(features::responders::routes(journal, wiring.responder_ports()));
  add(features::runbooks::routes(journal, wiring.runbook_ports()));
  add(features::drills::routes(journal, wiring.drill_ports()));
  add(features::escalation::routes(journal, wiring.escalation_ports()));
  add(features::notify::routes(journal, wiring.notify_ports()));
  add(features::deliveries::routes(journal, wiring.delivery_ports()));
  add(features::postmortems::editing::routes(journal, wiring.live_documents()));
  add(features::postmortems::review::routes(journal, wiring.review_ports(), wiring.postmortem_ports()));
  add(features::postmortems::sharing::routes(journal, wiring.sharing_ports()));
  add(features::postmortems::mirror::routes(wiring.mirror()));
  add(features::archive::routes(journal, *store.blobs, wiring.archive_ports()));
  add(features::lessons::routes(wiring.library(), wiring.pattern_book()));
  add(features::insights::routes(journal, wiring.courses(), [&journal] {
    return journal.database().read(features::services::list_teams);
  }));
  add(features::lookup::routes(wiring.lookup()));
  add(features::machine::routes(journal, wiring.machine_ports()));
  return table;
}

}  // namespace debrief::app
