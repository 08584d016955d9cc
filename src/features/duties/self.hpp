// SPDX-License-Identifier: Apache-2.0
// Who acts when the slice does something by itself.
#pragma once

#include "journal/journal.hpp"

namespace debrief::features::duties {

inline const domain::Principal kSelf{"", "Debrief", domain::AccessRole::administrator, "duties"};
inline const journal::Origin kOrigin{"Debrief", "", "duties", std::nullopt};

}  // namespace debrief::features::duties
