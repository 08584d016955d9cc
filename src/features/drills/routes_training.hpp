// SPDX-License-Identifier: Apache-2.0
// The training record over HTTP.
#pragma once

#include "features/drills/routes_quiz.hpp"

namespace debrief::features::drills {

/// The schema Training; `?service=&user=`.
Result<http::Response> get_training(const Desk& desk, const Call& call);

}  // namespace debrief::features::drills
