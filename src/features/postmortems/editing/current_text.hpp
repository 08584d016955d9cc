// SPDX-License-Identifier: Apache-2.0
// The text of a postmortem as it is now: what the newest revision keeps, with the edits since.
#pragma once

#include "db/database.hpp"
#include "features/postmortems/editing/edit.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace debrief::features::postmortems::editing {

/// The kept text after these edits, with LF at the end of each line. Throws db::DatabaseError when an edit does not
/// fit.
[[nodiscard]] std::u16string with_edits(std::string_view kept, const std::vector<Edit>& edits);

/// The edits that no revision holds yet, in order; `kept` is the edition of the newest revision.
[[nodiscard]] std::vector<Edit> list_unkept(db::Connection& db, std::int64_t incident, std::int64_t kept);

}  // namespace debrief::features::postmortems::editing
