// SPDX-License-Identifier: Apache-2.0
// The rows of the slice, without policy.
#pragma once

#include "db/database.hpp"
#include "domain/postmortem.hpp"

#include <cstdint>
#include <optional>
#include <vector>

namespace debrief::features::postmortems::store {

[[nodiscard]] std::optional<domain::Postmortem> find(db::Connection& db, std::int64_t incident);
void insert(db::Connection& db, const domain::Postmortem& document);
void update(db::Connection& db, const domain::Postmortem& document);

/// Keeps the text of the document's version for good.
void keep_revision(db::Connection& db, const domain::Postmortem& document);
/// The oldest first.
[[nodiscard]] std::vector<domain::Revision> list_revisions(db::Connection& db, std::int64_t incident);

}  // namespace debrief::features::postmortems::store
