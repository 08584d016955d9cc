// SPDX-License-Identifier: Apache-2.0
// A runbook: what to do when something happens, step by step, and how it fits an incident.
#pragma once

#include "base/clock.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace debrief::domain {

/// Where a step came from: an entry of the timeline of an incident, or the incident itself.
struct StepOrigin {
  std::int64_t incident = 0;
  std::optional<std::int64_t> entry;
};

/// One item of a runbook's ordered lists.
struct RunbookStep {
  std::string key;       ///< made from the title: the same in every version that says the same
  std::string section;   ///< title of the heading above; may be empty
  std::string title;     ///< plain text of its first line
  std::string markdown;  ///< all of it
  std::vector<StepOrigin> origins;
};

/// A runbook that fits, and why.
struct RunbookFit {
  std::int64_t runbook = 0;
  std::string title;
  std::string owner;                 ///< empty: nobody
  std::int64_t steps = 0;
  double score = 0;                  ///< only for the order
  std::vector<std::string> reasons;  ///< in words, the strongest first; never empty
  std::int64_t runs = 0;             ///< in incidents that the reader may see, without drills
  std::int64_t solved = 0;           ///< of them, that ended with "it solved the trouble"
  std::optional<Instant> review_at;
  bool stale = false;                ///< its review is overdue
};

/// What runbooks are matched with when there is no incident, such as for a pattern.
struct RunbookQuestion {
  std::vector<std::string> alerts;    ///< names
  std::vector<std::string> services;
  std::string text;                   ///< titles, summaries and the like
};

}  // namespace debrief::domain
