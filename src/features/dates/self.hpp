// SPDX-License-Identifier: Apache-2.0
// What the slice does by itself, and who acts then.
#pragma once

#include "features/dates/dates.hpp"

namespace debrief::features::dates {

inline const domain::Principal kSelf{"", "Debrief", domain::AccessRole::administrator, "dates"};
inline const journal::Origin kOrigin{"Debrief", "", "dates", std::nullopt};
/// keep() for one incident.
void keep_one(journal::Journal& journal, const Ports& ports, std::int64_t number);

}  // namespace debrief::features::dates
