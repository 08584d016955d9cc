// SPDX-License-Identifier: Apache-2.0
// What a request for insights asks.
#pragma once

#include "features/insights/evaluate.hpp"
#include "http/message.hpp"

namespace debrief::features::insights {

/// `from`, `until` (absent: `now`), `severity`, `service`, `team`, `kind`; lists are separated by commas. Without `kind`,
/// maintenance is left out. Errors: invalid.
[[nodiscard]] Result<Filter> filter_of(const http::Request& request, const CourseTable& table, Owners owners,
                                       Instant now);

}  // namespace debrief::features::insights
