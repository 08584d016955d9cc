// SPDX-License-Identifier: Apache-2.0
// The one way in which duties come to be.
#pragma once

#include "domain/duty.hpp"
#include "journal/journal.hpp"

namespace debrief::features::duties {

/// Keeps the duty and leaves its fact; false, and nothing is changed, when the incident has one.
bool open(journal::Transaction& tx, const domain::Duty& duty);

}  // namespace debrief::features::duties
