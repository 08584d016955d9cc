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

/// Logs of each service, alerts, chat and deploys around the time from its first sign to its mitigation, and stretches
/// of that time of which nothing is recorded at all. Empty while it is not known when it began.
[[nodiscard]] std::vector<EvidenceGap> list_evidence_gaps(const domain::Incident& incident,
                                                          const std::vector<domain::TimelineEntry>& entries,
                                                          const domain::EvidenceOf& evidence, Instant now);

}  // namespace debrief::features::postmortems
