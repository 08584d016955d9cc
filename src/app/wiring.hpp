// SPDX-License-Identifier: Apache-2.0
// Who answers whom, and who listens to what: the only place that knows all slices and connectors.
#pragma once

#include "app/config.hpp"
#include "app/store.hpp"
#include "base/clock.hpp"
#include "base/log.hpp"
#include "domain/ports.hpp"
#include "features/sources/sources.hpp"

namespace debrief::app {

/// The ports of domain/ports.hpp with their answers. Must outlive the routes made from it.
class Wiring {
 public:
  Wiring(Store& store, const Config& config, const Clock& clock, Log& log);

  domain::GetIncident get_incident;
  domain::ListTimeline list_timeline;
  domain::ListAlerts list_alerts;
  domain::ProjectFact project_fact;
  domain::FindUserId find_user_id;
  domain::TakeInSignals take_in_signals;
  domain::RecordBackfill record_backfill;
  features::sources::Readers signal_readers;
};

}  // namespace debrief::app
