// SPDX-License-Identifier: Apache-2.0
// Asking a tracker, with its secrets unsealed for the length of a request. Within the slice.
#pragma once

#include "features/actions/trackers.hpp"

#include <string>

namespace debrief::features::actions {

/// What sealed bytes are bound to, so that those of one tracker are worth nothing for another.
[[nodiscard]] std::string token_context(const std::string& id);
[[nodiscard]] std::string secret_context(const std::string& id);

/// A tracker with what it takes to ask it.
struct Reach {
  TrackerEntry entry;
  const domain::Tracker* kind = nullptr;  ///< lives as long as the ports
  domain::TrackerAccess access;
};
/// Errors: not_found, conflict (its token cannot be unsealed, or this program does not know its kind).
Result<Reach> reach(db::Database& database, const Ports& ports, const std::string& id);

/// The body of a good answer. Errors: unavailable; not_found, when the tracker says so.
Result<std::string> ask(const Ports& ports, const Reach& tracker, const domain::TrackerCall& call);

}  // namespace debrief::features::actions
