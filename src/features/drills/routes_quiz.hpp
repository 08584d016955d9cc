// SPDX-License-Identifier: Apache-2.0
// The quiz over HTTP.
#pragma once

#include "base/json.hpp"
#include "features/drills/drills.hpp"

#include <string>

namespace debrief::features::drills {

struct Desk {
  journal::Journal& journal;
  Ports ports;
};

/// Errors: conflict when there are too few incidents to choose among.
Result<Drill> start_quiz(const Desk& desk, const Call& call, const std::string& service);
/// The questions with their clues and choices; the right choice only once it was answered.
Result<json::object> quiz_json(const Desk& desk, const domain::Principal& who, const Drill& drill);
Result<http::Response> post_answer(const Desk& desk, const Call& call);

}  // namespace debrief::features::drills
