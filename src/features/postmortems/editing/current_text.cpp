// SPDX-License-Identifier: Apache-2.0
#include "features/postmortems/editing/current_text.hpp"

#include "changeset/utf16.hpp"
#include "features/postmortems/editing/edit_store.hpp"

#include <limits>
#include <stdexcept>

namespace debrief::features::postmortems::editing {

std::u16string with_edits(std::string_view kept, const std::vector<Edit>& edits) {
  std::u16string text = changeset::to_utf16(changeset::with_line_feeds(kept));
  if (edits.empty()) return text;
  std::vector<changeset::ChangeSet> changes;
  changes.reserve(edits.size());
  for (const Edit& edit : edits) changes.push_back(edit.update.changes);
  try {
    changeset::compose_all(changes).apply_to(text);
  } catch (const std::invalid_argument& misfit) {
    throw db::DatabaseError(
        fmt::format("the edits from {} on do not fit the text below them: {}", edits.front().edition, misfit.what()));
  }
  return text;
}

std::vector<Edit> list_unkept(db::Connection& db, std::int64_t incident, std::int64_t kept) {
  return list_edits(db, incident, kept, std::numeric_limits<std::int64_t>::max());
}

}  // namespace debrief::features::postmortems::editing
