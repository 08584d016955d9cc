// SPDX-License-Identifier: Apache-2.0
// Curation: what people corrected about an entry. The fact below it stays as it was.
#pragma once

#include "base/json.hpp"
#include "base/result.hpp"
#include "domain/timeline.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace debrief::features::timeline {

/// What a person changes; absent members stay as they are.
struct EntryChange {
  std::optional<std::string> text;
  std::optional<Instant> occurred_at;
  std::optional<bool> key_moment;
  std::optional<bool> hidden;
};

/// The sum of all changes of one entry; absent members are as projected. `revision` begins with 2.
struct Curation {
  EntryChange changed;
  std::int64_t revision = 1;
};

/// The entry with its curation.
[[nodiscard]] domain::TimelineEntry apply(domain::TimelineEntry entry, const Curation& curation);

/// The curation after one more change.
[[nodiscard]] Curation merge(Curation curation, const EntryChange& change);

/// The schema EntryChange of api/openapi.yaml. Errors: invalid, also when nothing is to be changed or the text
/// is blank.
[[nodiscard]] Result<EntryChange> read_change(const json::value& body);

/// The data of the fact `timeline.curated` that records `change`, leading to `revision`.
[[nodiscard]] json::object fact_data(std::int64_t entry, const EntryChange& change, std::int64_t revision);

/// Reads fact_data back; absent when it is of another entry or not of this form.
struct RecordedChange {
  EntryChange change;
  std::int64_t revision = 1;
};
[[nodiscard]] std::optional<RecordedChange> recorded_change(const json::object& data, std::int64_t entry);

}  // namespace debrief::features::timeline
