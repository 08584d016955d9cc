// SPDX-License-Identifier: Apache-2.0
// Rules that say which incidents need a postmortem. Pure.
#pragma once

#include "base/json.hpp"
#include "base/result.hpp"
#include "domain/incident.hpp"
#include "domain/vocabulary.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace debrief::features::duties {

/// Holds for an incident for which everything holds that is set here.
struct Rule {
  std::string id = {};                   ///< lower-case letters, digits and "_"
  std::string name = {};
  bool enabled = true;
  std::vector<std::string> severities = {};  ///< one of these; empty: any
  std::optional<std::int64_t> minutes = {};  ///< it lasted at least so long
  bool customer_impact = false;          ///< customers were affected
  bool data_loss = false;                ///< data was lost
  bool near_miss = false;                ///< it is a near miss
  std::string owner_role = "incident_commander";  ///< who holds it owns the postmortem
  std::string owner = {};                ///< this person instead, when not empty
  std::int64_t working_days = 5;         ///< until publication
};

/// The rules of a new store: severe, long, data loss, customers affected, near miss.
[[nodiscard]] const std::vector<Rule>& usual_rules();

/// The schema DutyRule of api/openapi.yaml. Errors: invalid.
[[nodiscard]] Result<Rule> read_rule(const json::value& document, std::string path, const domain::Vocabulary& words);
[[nodiscard]] json::object to_json(const Rule& rule);

/// When its effects ended, as far as it is known: mitigated, recovered or resolved, the earliest; absent while it goes on.
[[nodiscard]] std::optional<Instant> mitigated_at(const domain::Incident& incident);
/// From its first sign to mitigated_at; absent while it goes on.
[[nodiscard]] std::optional<Micros> lasted(const domain::Incident& incident);

/// Why the rule holds, in words such as "severity SEV1, 95 min"; absent when it does not.
[[nodiscard]] std::optional<std::string> reason_for(const Rule& rule, const domain::Incident& incident);

/// What the rules ask of an incident: the rule with the earliest date, and the reasons of all that hold.
struct Demand {
  const Rule* rule = nullptr;  ///< lives as long as `rules`
  std::string reason;
};
[[nodiscard]] std::optional<Demand> demand_of(const std::vector<Rule>& rules, const domain::Incident& incident);

/// The person who is to own the postmortem: the rule's, who holds its role, who declared it; empty: nobody.
[[nodiscard]] std::string owner_of(const Rule& rule, const domain::Incident& incident);

}  // namespace debrief::features::duties
