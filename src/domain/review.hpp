// SPDX-License-Identifier: Apache-2.0
// How far the review of a postmortem has come.
#pragma once

#include "base/result.hpp"
#include "domain/access.hpp"

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace debrief::domain {

struct ReviewStanding {
  std::int64_t approvals = 0;            ///< by reviewers, of the text as it is
  std::vector<std::string> waiting_for;  ///< reviewers who said nothing about this text yet
  std::vector<std::string> objections;   ///< reviewers who asked for changes
  std::int64_t open_threads = 0;
};

/// Zero everywhere for an incident without a postmortem or reviewers. Errors: not_found.
using FindReviewStanding = std::function<Result<ReviewStanding>(const Principal& who, std::int64_t number)>;

}  // namespace debrief::domain
