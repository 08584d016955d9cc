// SPDX-License-Identifier: Apache-2.0
// Forms of updates, filled from what is recorded. Pure.
#pragma once

#include "base/result.hpp"
#include "domain/coordination.hpp"
#include "domain/incident.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace debrief::features::updates {

struct Template {
  std::string id;
  std::string name;
  domain::Audience audience = domain::Audience::internal;
  std::string conditions;
  std::string actions;
  std::string needs;
};

/// Those of templates/updates/templates.toml, in the order of the file.
[[nodiscard]] const std::vector<Template>& templates();
/// Tables [[template]]. Errors: invalid.
[[nodiscard]] Result<std::vector<Template>> parse_templates(std::string_view toml);

/// {key}, {title}, {severity}, {state}, {impact}, {services} and {elapsed} say what is recorded; what is not becomes "…",
/// for the writer to fill in. Other braces stay.
[[nodiscard]] Template fill(const Template& form, const domain::Incident& incident, Instant now);

}  // namespace debrief::features::updates
