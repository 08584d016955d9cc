// SPDX-License-Identifier: Apache-2.0
// What administrators decide about actions. Pure.
#pragma once

#include "base/clock.hpp"
#include "base/json.hpp"
#include "base/result.hpp"
#include "domain/action.hpp"

#include <array>
#include <cstdint>

namespace debrief::features::actions {

struct Settings {
  std::array<std::int64_t, 4> days{7, 30, 90, 180};  ///< until an action of p1, p2, p3, p4 is due
  std::int64_t check_days = 30;                      ///< how long a check watches unless it says so

  [[nodiscard]] Instant due_after(Instant from, domain::ActionPriority priority) const;
};

/// The schema ActionSettings of api/openapi.yaml. Errors: invalid.
[[nodiscard]] Result<Settings> read_settings(const json::value& document);
[[nodiscard]] json::object to_json(const Settings& settings);

}  // namespace debrief::features::actions
