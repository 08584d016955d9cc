// SPDX-License-Identifier: Apache-2.0
// The postmortem as one file for people and programs elsewhere. All pure.
#pragma once

#include "domain/ports.hpp"
#include "features/postmortems/citations.hpp"

#include <string>
#include <vector>

namespace debrief::features::postmortems {

/// Everything that an export may show.
struct ExportInput {
  domain::Postmortem document;
  domain::Incident incident;
  std::vector<domain::TimelineEntry> entries;  ///< in the order of the timeline, hidden ones included
  std::vector<domain::Alert> alerts;
  domain::EvidenceOf evidence;
  std::vector<domain::Revision> revisions;
  Instant now;
};

/// The document under its title, with the cited entries below it.
[[nodiscard]] std::string export_markdown(const ExportInput& input);

/// One HTML file with its style and a list of contents: no script, and nothing is fetched from anywhere. Light
/// or dark as the reader prefers. Citations lead to the entries below the document.
[[nodiscard]] std::string export_html(const ExportInput& input);

/// The document and the record below it: incident, milestones, durations, roles, timeline, alerts, evidence.
[[nodiscard]] std::string export_json(const ExportInput& input);

}  // namespace debrief::features::postmortems
