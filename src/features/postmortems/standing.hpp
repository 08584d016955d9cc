// SPDX-License-Identifier: Apache-2.0
// Where a document stands, in words.
#pragma once

#include "domain/postmortem.hpp"

#include <string>

namespace debrief::features::postmortems {

/// "INC-42, version 3, in review, last changed 2026-11-23 12:30 UTC by Ana".
[[nodiscard]] std::string standing_of(const domain::Postmortem& document);

}  // namespace debrief::features::postmortems
