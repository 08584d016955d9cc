// SPDX-License-Identifier: Apache-2.0
// Which steps follow an incident, and by when. Pure.
#pragma once

#include "base/json.hpp"
#include "base/result.hpp"
#include "domain/incident.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace debrief::features::dates {

inline constexpr std::string_view kPublish = "publish";  ///< the step that is the duty's, where there is one
inline constexpr std::string_view kReview = "review";    ///< the step that a meeting about the postmortem ends
inline constexpr std::string_view kOtherwise = "otherwise";
inline constexpr std::int64_t kMostDays = 250;
inline constexpr std::size_t kMostSteps = 20;

/// `days`: working days from when it was over, by severity; kOtherwise: for the others that need a postmortem. A severity
/// that is absent has no such date by itself.
struct Step {
  std::string id;  ///< lower-case letters, digits and "_"
  std::string name;
  std::map<std::string, std::int64_t> days;
};

/// Those of a new store.
[[nodiscard]] const std::vector<Step>& usual_steps();
/// The schema DateSettings of api/openapi.yaml. Errors: invalid.
[[nodiscard]] Result<std::vector<Step>> read_steps(const json::value& document);
[[nodiscard]] json::object to_json(const std::vector<Step>& steps);

/// When the incident was over: the first that was recorded of mitigated, recovered and resolved since it was reopened
/// (`reopened`, if it was); absent while it goes on, and for drills, maintenance and incidents of the past.
[[nodiscard]] std::optional<Instant> over_since(const domain::Incident& incident, std::optional<Instant> reopened);

struct Planned {
  std::string id;
  std::string name;
  std::int64_t place = 0;
  Instant due_at;
};
/// Near misses have no severity here: they have dates when a postmortem is needed.
[[nodiscard]] std::vector<Planned> plan(const std::vector<Step>& steps, const domain::Incident& incident, bool needs_postmortem, Instant over);

}  // namespace debrief::features::dates
