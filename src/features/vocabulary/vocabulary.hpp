// SPDX-License-Identifier: Apache-2.0
// The vocabulary slice: the words that a house chooses, as administrators see and change them.
#pragma once

#include "journal/journal.hpp"
#include "routing/route.hpp"

#include <vector>

namespace debrief::features::vocabulary {

/// The slice's part of the route table.
std::vector<Route> routes(journal::Journal& journal);

}  // namespace debrief::features::vocabulary
