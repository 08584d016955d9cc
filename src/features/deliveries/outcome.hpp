// SPDX-License-Identifier: Apache-2.0
// What an attempt means for the message and its endpoint. Pure.
#pragma once

#include "features/deliveries/deliveries.hpp"
#include "features/deliveries/store.hpp"

namespace debrief::features::deliveries {

/// The message as it is after the attempt that began at `began` and ended at `now`; `chance` in [0, 1) is for the
/// jitter.
[[nodiscard]] store::Delivery after_attempt(store::Delivery delivery, const Result<Answer>& answer, Instant began,
                                            Instant now, double chance);
/// The endpoint after it: gone after a 410, failing after days without success.
[[nodiscard]] Endpoint after_attempt(Endpoint endpoint, const store::Delivery& delivery, Instant began, Instant now);

}  // namespace debrief::features::deliveries
