// SPDX-License-Identifier: Apache-2.0
// A postmortem for readers outside: people become their roles, addresses are masked. Pure.
#pragma once

#include "features/postmortems/export.hpp"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace debrief::features::postmortems::sharing {

/// Pseudonyms by name.
using Pseudonyms = std::map<std::string, std::string>;

/// One for everybody who is known: their role in the incident ("Incident commander"), "Responder 2" for others on its
/// timeline, "Colleague" for further accounts. First names alone have the same, where only one person bears them.
[[nodiscard]] Pseudonyms pseudonyms_of(const domain::Incident& incident, const std::vector<domain::TimelineEntry>& entries,
                                       const std::vector<std::string>& members);

/// Whole names replaced; mail addresses, IP addresses, and the targets of links to elsewhere masked.
[[nodiscard]] std::string redact_text(std::string_view text, const Pseudonyms& pseudonyms);

/// Everything that an export shows, redacted. Without `sources` cited entries are left out; pictures always are.
[[nodiscard]] ExportInput redact(ExportInput input, const std::vector<std::string>& members, bool sources);

}  // namespace debrief::features::postmortems::sharing
