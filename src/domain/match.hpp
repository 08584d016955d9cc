// SPDX-License-Identifier: Apache-2.0
// A match: a past incident proposed for a new one, with the reasons that add up to its score.
#pragma once

#include "base/clock.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace debrief::domain {

struct MatchReason {
  std::string text;  ///< in words: same rare term "ECONNRESET" (3 of 812 have it: 0.4 %)
  double score = 0;
};

struct Match {
  std::int64_t incident = 0;
  std::string document;  ///< the id it had at import, else its key
  std::string title;
  std::optional<std::string> severity;
  std::vector<std::string> services;
  Instant occurred_at;
  double score = 0;
  std::vector<MatchReason> reasons;  ///< the strongest first; the last may sum up the rest
  std::string excerpt;
  bool has_postmortem = false;
  std::string worked;                 ///< plain text, some lines; empty when nobody said
  std::string misled;
  std::optional<std::string> answer;  ///< what people said for the incident that asks: same, similar, not_this
};

}  // namespace debrief::domain
