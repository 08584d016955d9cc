// SPDX-License-Identifier: Apache-2.0
// Evidence that an incident like this usually has, and this one does not: asked for by name. Pure.
#pragma once

#include "domain/ports.hpp"

#include <optional>
#include <string>
#include <vector>

namespace debrief::features::postmortems {

struct EvidenceGap {
  std::string kind;     ///< logs, alerts, chat, deploys or actions
  std::string service;  ///< empty: of the incident as a whole
  Instant from;
  Instant until;
  std::string text;     ///< "No logs of checkout between 10:02 and 10:40 UTC."
};

/// From its first sign to its mitigation, or to `now`; absent while it is not known when it began.
struct IncidentWindow {
  Instant from;
  Instant until;
};
[[nodiscard]] std::optional<IncidentWindow> incident_window(const domain::Incident& incident, Instant now);

/// Logs of each service, alerts, chat and deploys around the time from its first sign to its mitigation, and stretches
/// of that time of which nothing is recorded at all. Empty while it is not known when it began. `logs` is what the logs
/// of that time cover; without it, names of files tell whose logs there are.
[[nodiscard]] std::vector<EvidenceGap> list_evidence_gaps(const domain::Incident& incident,
                                                          const std::vector<domain::TimelineEntry>& entries,
                                                          const domain::EvidenceOf& evidence,
                                                          const std::optional<std::vector<domain::LogCoverage>>& logs,
                                                          Instant now);

}  // namespace debrief::features::postmortems
