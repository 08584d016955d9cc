// SPDX-License-Identifier: Apache-2.0
// What contributed to an incident: factors from a taxonomy, and what led to what.
#pragma once

#include "base/clock.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace debrief::domain {

/// A place in the taxonomy, such as "technical.configuration".
struct FactorKind {
  std::string id;
  std::string group;        ///< such as "Technical"
  std::string name;         ///< such as "Configuration"
  std::string description;
};

struct Factor {
  std::string id;
  std::int64_t incident = 0;
  std::string kind;         ///< id of a FactorKind; "other" when none fits
  std::string title;        ///< one line: what it was
  std::string text;         ///< Markdown: how it contributed, with citations
  std::vector<std::int64_t> entries;    ///< cited timeline entries
  std::vector<std::string> evidence;    ///< ids of cited evidence
  std::string added_by;
  Instant recorded_at;
};

/// `cause` contributed to `effect`; both are factors of one incident, or `effect` is empty for its outcome itself.
struct FactorLink {
  std::string cause;
  std::string effect;
  std::string text;         ///< how, one line; may be empty
};

struct FactorGraph {
  std::vector<Factor> factors;   ///< in the order in which they were added
  std::vector<FactorLink> links;
};

}  // namespace debrief::domain
