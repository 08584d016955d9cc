// SPDX-License-Identifier: Apache-2.0
#include "domain/fact_json.hpp"

#include "base/time.hpp"

namespace debrief::domain {

json::object to_json(const Fact& fact) {
  return {
      {"position", fact.position},
      {"incident", fact.incident},
      {"seq", fact.seq},
      {"kind", fact.kind},
      {"occurred_at", to_rfc3339(fact.occurred_at)},
      {"recorded_at", to_rfc3339(fact.recorded_at)},
      {"actor", fact.actor},
      {"source", fact.source},
      {"data", fact.data},
  };
}

}  // namespace debrief::domain
