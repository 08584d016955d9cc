// SPDX-License-Identifier: Apache-2.0
// The review as api/openapi.yaml shows it.
#pragma once

#include "base/json.hpp"
#include "features/postmortems/review/review.hpp"

namespace debrief::features::postmortems::review {

[[nodiscard]] json::object to_json(const Thread& thread);
[[nodiscard]] json::object to_json(const Reviewer& reviewer);
[[nodiscard]] json::object to_json(const Meeting& meeting);

}  // namespace debrief::features::postmortems::review
