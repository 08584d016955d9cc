// SPDX-License-Identifier: Apache-2.0
// The past of the demo world, told in days before now. Pure.
#pragma once

#include "base/result.hpp"
#include "domain/ports.hpp"

#include <string_view>
#include <vector>

namespace debrief::app {

/// The incidents of demo/past/incidents.json as they are recorded after the fact, in the order of the file. Each
/// happened `days_ago` full days before the day of `now`, at `hour` UTC; `minutes` are those from its start to its
/// milestones. Errors: invalid, for what the file must not hold.
[[nodiscard]] Result<std::vector<domain::Backfill>> read_past(std::string_view json, Instant now);

}  // namespace debrief::app
