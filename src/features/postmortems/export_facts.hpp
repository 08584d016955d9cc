// SPDX-License-Identifier: Apache-2.0
// The few facts at the head of an exported document. Pure.
#pragma once

#include "domain/incident.hpp"

#include <string>
#include <utility>
#include <vector>

namespace debrief::features::postmortems {

/// Name and value, as plain text; what is not recorded is left out.
[[nodiscard]] std::vector<std::pair<std::string, std::string>> list_export_facts(const domain::Incident& incident);

}  // namespace debrief::features::postmortems
