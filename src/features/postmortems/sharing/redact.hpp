// SPDX-License-Identifier: Apache-2.0
// A postmortem for readers outside (domain/redaction.hpp). Pure.
#pragma once

#include "features/postmortems/export.hpp"

#include <string>
#include <vector>

namespace debrief::features::postmortems::sharing {

/// Everything that an export shows, redacted. Without `sources` cited entries are left out; pictures always are.
[[nodiscard]] ExportInput redact(ExportInput input, const std::vector<std::string>& members, bool sources);

}  // namespace debrief::features::postmortems::sharing
