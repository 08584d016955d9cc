// SPDX-License-Identifier: Apache-2.0
// Who hears of what, and in which words. Pure.
#pragma once

#include "domain/incident.hpp"
#include "features/deliveries/endpoint.hpp"
#include "features/deliveries/event_kinds.hpp"

#include <string>
#include <string_view>

namespace debrief::features::deliveries {

/// True when the endpoint asked for this event of this incident. A change of severity is told to those who asked for
/// the one before, too. Incidents that were recorded after the fact are told to nobody.
[[nodiscard]] bool wants(const Endpoint& endpoint, const Event& event, const domain::Incident& incident);

/// "INC-7 Checkout fails (sev1): Severity raised to SEV1"; `words` is how the timeline tells it, and may be empty.
[[nodiscard]] std::string text_of(const domain::Incident& incident, const Event& event, std::string_view words);

}  // namespace debrief::features::deliveries
