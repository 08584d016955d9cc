// SPDX-License-Identifier: Apache-2.0
// What a postmortem must have before it is published, for each severity. Pure.
#pragma once

#include "base/json.hpp"
#include "base/result.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>

namespace debrief::features::postmortems {

struct Requirement {
  std::set<std::string> aspects;  ///< ids of Aspect
  std::int64_t approvals = 0;     ///< by reviewers, of the text as it is
};

/// By id of a Severity; "none" for incidents without one. What is not in it requires nothing.
using Requirements = std::map<std::string, Requirement>;

/// Of a new store: the more severe, the more.
[[nodiscard]] const Requirements& usual_requirements();

/// Nothing is required of a severity that is not named.
[[nodiscard]] Requirement requirement_of(const Requirements& requirements, const std::optional<std::string>& severity);

/// The schema PublicationRequirements of api/openapi.yaml. Errors: invalid.
[[nodiscard]] Result<Requirements> read_requirements(const json::value& document);
[[nodiscard]] json::object to_json(const Requirements& requirements);

}  // namespace debrief::features::postmortems
