// SPDX-License-Identifier: Apache-2.0
// The slice's schemas of api/openapi.yaml.
#pragma once

#include "base/json.hpp"
#include "features/runbooks/run_store.hpp"
#include "features/runbooks/runbooks.hpp"
#include "features/runbooks/store.hpp"

#include <map>
#include <string>

namespace debrief::features::runbooks {

/// Without `owner`'s account, which is looked up outside of transactions. Errors: invalid, too_large.
struct ReadRunbook {
  Wanted wanted;
  std::optional<std::string> owner;
};
[[nodiscard]] Result<ReadRunbook> read_runbook(const json::value& body);

/// Runbook without its text, for lists.
[[nodiscard]] json::object summary_of(const Runbook& runbook, const store::Counts& counts, Instant now);
/// Runbook, with its text as HTML and its steps with what came of them; `counts` by the keys of steps.
[[nodiscard]] json::object to_json(const Runbook& runbook, const store::Counts& runs,
                                   std::map<std::string, store::StepCounts> counts, Instant now);
[[nodiscard]] json::object to_json(const domain::RunbookStep& step);
[[nodiscard]] json::object to_json(const store::Revision& revision, bool with_text);
[[nodiscard]] json::object to_json(const domain::RunbookFit& fit);
[[nodiscard]] json::object to_json(const Run& run);
[[nodiscard]] json::object to_json(const store::PastRun& past);
[[nodiscard]] json::object to_json(const Proposal& proposal);

}  // namespace debrief::features::runbooks
