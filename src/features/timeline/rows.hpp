// SPDX-License-Identifier: Apache-2.0
// The rows of a timeline, below what is shown of them.
#pragma once

#include "features/timeline/curation.hpp"
#include "journal/journal.hpp"

#include <cstdint>
#include <functional>

namespace debrief::features::timeline {

/// Hands out every fact of an incident, in the order in which things happened, with its curation as it stands today.
void scan_rows(db::Connection& db, std::int64_t number,
               const std::function<void(const domain::Fact& fact, const Curation& curation)>& each);

}  // namespace debrief::features::timeline
