// SPDX-License-Identifier: Apache-2.0
// A signal: what a monitoring system says about one alert.
#pragma once

#include "base/clock.hpp"
#include "base/json.hpp"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace debrief::domain {

/// One alert firing or resolved. Its identity is source + fingerprint + starts_at: a signal with the same
/// identity and status is the same one, told again.
struct Signal {
  bool firing = true;
  std::string name;  ///< the alert's name
  std::string fingerprint;
  Instant starts_at;
  std::optional<Instant> ends_at;  ///< set when resolved
  std::map<std::string, std::string> labels;
  std::map<std::string, std::string> annotations;
  std::string url;  ///< where to look at it; may be empty
};

/// What one message of a monitoring system holds.
struct SignalBatch {
  std::vector<Signal> signals;
  std::vector<std::string> unreadable;  ///< why parts of the message were not understood; the rest is in `signals`
};

/// The services that labels name: `service`, else `app`, `app_kubernetes_io_name` or `job`. May be empty.
[[nodiscard]] std::vector<std::string> services_of(const std::map<std::string, std::string>& labels);

/// The id of the Severity that the label `severity` means (critical: sev2, error and warning: sev3, info: sev5,
/// sev1…sev5 and p1…p5 as they say); absent when it says nothing known.
[[nodiscard]] std::optional<std::string> severity_of(const std::map<std::string, std::string>& labels);

}  // namespace debrief::domain
