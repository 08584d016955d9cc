// SPDX-License-Identifier: Apache-2.0
// One attempt to send one message, and the note of what came of it.
#pragma once

#include "features/deliveries/self.hpp"

#include <functional>

namespace debrief::features::deliveries {

/// A message to be sent now.
struct Due {
  store::Delivery delivery;
  std::string body;
  bool hidden = false;  ///< its incident is private, and the endpoint is not to hear of such
};

using Line = std::function<Result<Answer>(const Post&)>;

/// Sends it, unless it is hidden, and returns when the outcome is durable; several may run at once for an endpoint.
/// False when no further ones should be sent for now: the endpoint failed or was slow, is off, or was changed
/// meanwhile. `opened` tells the endpoint as it was when `due` was taken, or why it cannot be sent to.
bool attempt(journal::Journal& journal, const Ports& ports, const Line& line, const Endpoint& endpoint,
             const Result<Opened>& opened, const Due& due);

}  // namespace debrief::features::deliveries
