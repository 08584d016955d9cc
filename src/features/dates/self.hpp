// SPDX-License-Identifier: Apache-2.0
// Who acts when the slice does something by itself.
#pragma once

#include "journal/journal.hpp"

namespace debrief::features::dates {

inline const domain::Principal kSelf{"", "Debrief", domain::AccessRole::administrator, "dates"};
inline const journal::Origin kOrigin{"Debrief", "", "dates", std::nullopt};

}  // namespace debrief::features::dates
