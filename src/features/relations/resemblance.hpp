// SPDX-License-Identifier: Apache-2.0
// How much a report resembles an incident that runs. Pure.
#pragma once

#include "domain/incident.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace debrief::features::relations {

struct Report {
  std::string title;
  std::string summary;
  std::vector<std::string> services;
  std::optional<std::int64_t> past;  ///< the past incident that it resembles most
};

struct Resemblance {
  double score = 0;  ///< from 0 to 1; at kWorthTelling and above it is shown
  std::vector<std::string> reasons;  ///< in words, the strongest first
};
inline constexpr double kWorthTelling = 0.35;

/// Shared words of the title weigh most, then shared services, then that both resemble the same past incident (`past`
/// of the running one). Words that most titles have say nothing.
[[nodiscard]] Resemblance resemblance_of(const Report& report, const domain::Incident& running, std::optional<std::int64_t> past);

}  // namespace debrief::features::relations
