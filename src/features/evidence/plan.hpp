// SPDX-License-Identifier: Apache-2.0
// What incident a set of readings describes: decided from values alone.
#pragma once

#include "base/result.hpp"
#include "domain/evidence_reader.hpp"
#include "domain/ports.hpp"

#include <optional>
#include <string>
#include <vector>

namespace debrief::features::evidence {

/// Title from `title`, else from notes, else from the first alert; the worst severity that is stated, else
/// the first alert's; services by how often they are named; `detected` at the first alert and `recovered`
/// when the last of all alerts resolved. Errors: invalid when no entry was read, since nothing tells when.
[[nodiscard]] Result<domain::Backfill> plan(const std::vector<domain::ReadFile>& files,
                                            const std::optional<std::string>& title);

}  // namespace debrief::features::evidence
