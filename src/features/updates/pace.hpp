// SPDX-License-Identifier: Apache-2.0
// When which audience is to hear of an incident again. Pure.
#pragma once

#include "base/json.hpp"
#include "base/result.hpp"
#include "domain/coordination.hpp"
#include "domain/incident.hpp"

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace debrief::features::updates {

inline constexpr std::int64_t kMostMinutes = 7 * 24 * 60;
inline constexpr std::array<domain::Audience, 3> kAudiences{domain::Audience::internal, domain::Audience::executive,
                                                            domain::Audience::customer};

/// Minutes between updates by severity ("none": not rated yet) and audience; what is absent is not asked for.
struct Intervals {
  std::map<std::string, std::map<domain::Audience, std::int64_t>> minutes;

  [[nodiscard]] std::optional<std::int64_t> find(const std::optional<std::string>& severity, domain::Audience audience) const;
};

/// Those of templates/updates/intervals.toml.
[[nodiscard]] const Intervals& usual_intervals();
/// Tables [[interval]] with `severity` and minutes for audiences. Errors: invalid.
[[nodiscard]] Result<Intervals> parse_intervals(std::string_view toml);
/// The schema UpdateSettings of api/openapi.yaml. Errors: invalid.
[[nodiscard]] Result<Intervals> read_intervals(const json::value& document);
[[nodiscard]] json::object to_json(const Intervals& intervals);

/// What people decided for one audience of one incident.
struct Pace {
  std::optional<std::int64_t> minutes;   ///< absent: by severity
  std::optional<Instant> snoozed_until;
  std::string reason;
};

/// When the audience is to hear next; absent when nobody waits: the incident is over or of the past, or its severity asks
/// for no updates and none was promised. What was promised in `last` goes before the interval.
[[nodiscard]] std::optional<domain::UpdateDue> next_due(const domain::Incident& incident, domain::Audience audience,
                                                        const std::optional<domain::Update>& last, const Pace& pace,
                                                        const Intervals& intervals);

}  // namespace debrief::features::updates
