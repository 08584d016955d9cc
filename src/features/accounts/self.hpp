// SPDX-License-Identifier: Apache-2.0
// Who acts when the slice does something by itself.
#pragma once

#include "journal/journal.hpp"

namespace debrief::features::accounts {

inline const domain::Principal kSelf{"", "Debrief", domain::AccessRole::administrator, "accounts"};
inline const journal::Origin kOrigin{"Debrief", "", "accounts", std::nullopt};

}  // namespace debrief::features::accounts
