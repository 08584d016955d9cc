// SPDX-License-Identifier: Apache-2.0
// Who acts when the slice does something by itself.
#pragma once

#include "journal/journal.hpp"

namespace debrief::features::actions {

inline const journal::Origin kOrigin{"Debrief", "", "actions", std::nullopt};

}  // namespace debrief::features::actions
