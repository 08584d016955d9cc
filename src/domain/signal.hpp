// SPDX-License-Identifier: Apache-2.0
// A signal: what a monitoring system says about one alert.
#pragma once

#include "base/clock.hpp"
#include "base/json.hpp"

#include <map>
#include <optional>
#include <string>

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

}  // namespace debrief::domain
