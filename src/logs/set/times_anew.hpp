// SPDX-License-Identifier: Apache-2.0
// Where blocks lie in time once the clock of their source was set.
#pragma once

#include "logs/store/store.hpp"

#include <vector>

namespace debrief::logs {

/// The records of the source's blocks, with the times that their stamps have by the clock of `source`.
[[nodiscard]] std::vector<BlockRecord> times_anew(const Catalogue& catalogue, const Skeletons& skeletons,
                                                  const Source& source);

}  // namespace debrief::logs
