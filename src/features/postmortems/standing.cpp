// SPDX-License-Identifier: Apache-2.0
#include "features/postmortems/standing.hpp"

#include "base/time.hpp"
#include "domain/incident.hpp"

#include <fmt/core.h>

namespace debrief::features::postmortems {

std::string standing_of(const domain::Postmortem& document) {
  const bool in_review = document.state == domain::PostmortemState::in_review;
  return fmt::format("{}, version {}, {}, last changed {} UTC by {}", domain::incident_key(document.incident),
                     document.version, in_review ? "in review" : to_text(document.state),
                     to_minutes(document.updated_at), document.author);
}

}  // namespace debrief::features::postmortems
