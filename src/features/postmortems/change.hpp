// SPDX-License-Identifier: Apache-2.0
// What people change about a postmortem, and whether they may.
#pragma once

#include "base/json.hpp"
#include "base/result.hpp"
#include "domain/access.hpp"
#include "domain/postmortem.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace debrief::features::postmortems {

/// Absent members stay as they are.
struct DocumentChange {
  std::optional<std::string> title;
  std::optional<std::string> markdown;
  std::optional<domain::PostmortemState> state;
};

/// The schema PostmortemChange of api/openapi.yaml. Errors: invalid.
[[nodiscard]] Result<DocumentChange> read_change(const json::value& body);

/// What came of a change.
struct Changed {
  domain::Postmortem document;  ///< with a version one higher when anything is different
  bool saved = false;           ///< title or text are different
  bool moved = false;           ///< the state is different
};

/// Applies a change. A new text needs `expected`, the version that its author had seen. Any state may follow any
/// other: publishing takes Action::publish, everything else Action::edit; a published document that is edited stays
/// published. Errors: invalid, forbidden, precondition with the current version as help. Pure.
[[nodiscard]] Result<Changed> apply_change(domain::Postmortem current, const DocumentChange& change,
                                           std::optional<std::int64_t> expected, const domain::Principal& who,
                                           Instant now);

}  // namespace debrief::features::postmortems
