// SPDX-License-Identifier: Apache-2.0
// Whether people are asked for accounts by themselves.
#pragma once

#include "features/accounts/accounts.hpp"

namespace debrief::features::accounts {

/// The incident is a real one (normal or a near miss), mitigated or over, and its postmortem is open: drafted or owed,
/// and neither published nor waived.
[[nodiscard]] bool accounts_wanted(const Ports& ports, const domain::Incident& incident);

}  // namespace debrief::features::accounts
