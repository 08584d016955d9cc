// SPDX-License-Identifier: Apache-2.0
// Which facts are told outside, under which names. Pure.
#pragma once

#include "base/json.hpp"
#include "domain/fact.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace debrief::features::deliveries {

struct EventKind {
  std::string_view id;    ///< the type of the message
  std::string_view name;  ///< for people
  std::string_view group;
};
/// In the order in which people choose among them.
[[nodiscard]] std::span<const EventKind> event_kinds();
[[nodiscard]] bool is_event_kind(std::string_view id);
inline constexpr std::string_view kActionOverdue = "action.overdue";
inline constexpr std::string_view kTestEvent = "endpoint.test";

/// What a fact is told as, with the fields of its data that are told.
struct Event {
  std::string type;
  json::object change;
};
/// Absent for facts that stay inside.
[[nodiscard]] std::optional<Event> event_of(const domain::Fact& fact);

}  // namespace debrief::features::deliveries
