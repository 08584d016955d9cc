// SPDX-License-Identifier: Apache-2.0
// Text for readers outside, people or machines: people become their roles, addresses are masked. Pure.
#pragma once

#include "domain/incident.hpp"
#include "domain/timeline.hpp"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace debrief::domain {

/// Pseudonyms by name.
using Pseudonyms = std::map<std::string, std::string>;

/// One for everybody who is known: their role in the incident ("Incident commander"), "Responder 2" for others on its
/// timeline, "Colleague" for further accounts. First and last names alone have the same, where only one person bears
/// them, and "Somebody" where several do. Names of one letter stay.
[[nodiscard]] Pseudonyms pseudonyms_of(const Incident& incident, const std::vector<TimelineEntry>& entries,
                                       const std::vector<std::string>& members);

/// Whole names replaced, those of several words and those after an @ whatever the case of their letters; mail addresses,
/// IP addresses, and the targets of links to elsewhere masked.
[[nodiscard]] std::string redact_text(std::string_view text, const Pseudonyms& pseudonyms);

}  // namespace debrief::domain
