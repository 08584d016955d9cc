// SPDX-License-Identifier: Apache-2.0
// The templates that are part of the program.
#pragma once

#include "domain/incident.hpp"
#include "features/postmortems/template.hpp"

#include <string_view>
#include <vector>

namespace debrief::features::postmortems {

/// Which template drafts are made from unless another one is asked for.
inline constexpr std::string_view kUsualTemplate = "google_sre";

/// A near miss is asked other questions.
[[nodiscard]] constexpr std::string_view usual_template(domain::Kind kind) {
  return kind == domain::Kind::near_miss ? "near_miss" : kUsualTemplate;
}

/// In the order of their ids. Throws std::logic_error when one of them cannot be read.
[[nodiscard]] const std::vector<Template>& templates();

/// Errors: invalid, with the ids that exist as help.
[[nodiscard]] Result<const Template*> get_template(std::string_view id);

}  // namespace debrief::features::postmortems
