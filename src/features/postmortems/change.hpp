// SPDX-License-Identifier: Apache-2.0
// What people change about a postmortem, and whether they may.
#pragma once

#include "base/json.hpp"
#include "base/result.hpp"
#include "changeset/change_set.hpp"
#include "domain/access.hpp"
#include "domain/postmortem.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace debrief::features::postmortems {

/// What a client saw: a version, and the edition when there were edits that no revision held.
struct DocumentTag {
  DocumentTag(std::int64_t seen_version,
              std::optional<std::int64_t> seen_edition = {})  // NOLINT(google-explicit-constructor)
      : version(seen_version), edition(seen_edition) {}
  std::int64_t version;
  std::optional<std::int64_t> edition;

  friend bool operator==(const DocumentTag&, const DocumentTag&) = default;
};
[[nodiscard]] DocumentTag tag_of(const domain::Postmortem& document);
/// `7`, or `7.120` with an edition.
[[nodiscard]] std::string to_text(const DocumentTag& tag);
/// The value of If-Match: `"7"` or `"7.120"`; absent for none or `*`. Errors: invalid.
[[nodiscard]] Result<std::optional<DocumentTag>> read_tag(std::string_view if_match);

/// Absent members stay as they are.
struct DocumentChange {
  std::optional<std::string> title;
  std::optional<std::string> markdown;
  std::optional<domain::PostmortemState> state;
  /// From the text that was seen to `markdown`. Whoever has it spares the writer making it.
  std::optional<changeset::ChangeSet> difference = {};
};

/// The schema PostmortemChange of api/openapi.yaml; lines of the text end with LF. Errors: invalid.
[[nodiscard]] Result<DocumentChange> read_change(const json::value& body);

/// What came of a change.
struct Changed {
  domain::Postmortem document;  ///< with a version one higher when anything is different
  bool saved = false;           ///< title or text are different, or edits are to be kept with a new state
  bool moved = false;           ///< the state is different
};

/// Applies a change. A new text needs `expected`, what its author had seen, and is one more edit. Any state may follow
/// any other: publishing takes Action::publish, everything else Action::edit; a published document that is edited stays
/// published. Errors: invalid, forbidden, precondition with the current version as help. Pure.
[[nodiscard]] Result<Changed> apply_change(domain::Postmortem current, const DocumentChange& change,
                                           std::optional<DocumentTag> expected, const domain::Principal& who,
                                           Instant now);

}  // namespace debrief::features::postmortems
