// SPDX-License-Identifier: Apache-2.0
// What a draft rests on: alerts, evidence, what could not be read, and similar incidents of the past.
#pragma once

#include "features/postmortems/draft.hpp"
#include "features/postmortems/labels.hpp"
#include "domain/vocabulary.hpp"

#include <string>

namespace debrief::features::postmortems {

/// Alerts by name and place, with how often they fired; where none came in live, the alerts that the evidence
/// shows. Empty without any.
[[nodiscard]] std::string alerts_table(const DraftInput& input, const Labels& labels);

/// Each original with its format, the first twelve digits of its SHA-256 and how many entries come from it. Empty
/// without evidence.
[[nodiscard]] std::string evidence_table(const domain::EvidenceOf& evidence);

/// What could not be read, and why. Never empty: says so when everything was read.
[[nodiscard]] std::string unread_table(const domain::EvidenceOf& evidence);

/// Past incidents with the reasons of their score. Empty when there are none.
[[nodiscard]] std::string similar_list(const std::vector<domain::Match>& similar, const domain::Vocabulary& words);

}  // namespace debrief::features::postmortems
