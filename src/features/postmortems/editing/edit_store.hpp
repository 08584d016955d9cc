// SPDX-License-Identifier: Apache-2.0
// The rows of edits, without policy.
#pragma once

#include "db/database.hpp"
#include "features/postmortems/editing/edit.hpp"

#include <optional>
#include <string>
#include <vector>

namespace debrief::features::postmortems::editing {

/// Throws db::KeyExists when the edition, or the client's seq, is taken.
void insert(db::Connection& db, std::int64_t incident, const Edit& edit);

/// Edits after an edition, in order.
[[nodiscard]] std::vector<Edit> list_edits(db::Connection& db, std::int64_t incident, std::int64_t after,
                                           std::int64_t limit);

/// The edition of the current text; absent when the incident has no postmortem.
[[nodiscard]] std::optional<std::int64_t> find_edition(db::Connection& db, std::int64_t incident);

/// What is known of a client id: who writes under it, and the last seq that was accepted.
struct Writer {
  std::string author_id;
  std::int64_t seq = 0;
};
[[nodiscard]] std::optional<Writer> find_writer(db::Connection& db, std::int64_t incident, const std::string& client);

}  // namespace debrief::features::postmortems::editing
