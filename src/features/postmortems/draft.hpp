// SPDX-License-Identifier: Apache-2.0
// The draft: a postmortem document from a template and what is recorded.
#pragma once

#include "domain/ports.hpp"
#include "features/postmortems/template.hpp"

#include <string>
#include <vector>

namespace debrief::features::postmortems {

/// Everything that a draft is made from.
struct DraftInput {
  domain::Incident incident;
  std::vector<domain::TimelineEntry> entries;  ///< in the order of the timeline
  std::vector<domain::Alert> alerts;
  domain::EvidenceOf evidence;
  std::vector<domain::Match> similar;  ///< best first; may be empty
  domain::FactorGraph factors = {};                     ///< may be empty
  std::vector<domain::FactorKind> factor_kinds = {};
  std::string author;
  Instant now;
};

/// Whether a draft says what is recorded now, or shows by live blocks what is recorded when it is read.
enum class Record { told, live };

/// The document as Markdown. Says only what is recorded, with a citation where an entry shows it; what is not
/// known stays as a question of the template. `live` puts blocks in place of milestones, durations, roles,
/// hypotheses and a timeline of modest length. Pure.
[[nodiscard]] std::string draft(const DraftInput& input, const Template& form, Record record = Record::told);

/// Live for incidents that go on being recorded, told for those recorded after the fact.
[[nodiscard]] Record record_of(const domain::Incident& incident);

}  // namespace debrief::features::postmortems
