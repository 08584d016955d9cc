// SPDX-License-Identifier: Apache-2.0
#include "changeset/rebase.hpp"

namespace debrief::changeset {

void move_over(std::vector<Update>& updates, ChangeSet other) {
  for (Update& update : updates) {
    ChangeSet moved = update.changes.map(other);
    other = other.map(update.changes, true);
    update.changes = std::move(moved);
  }
}

std::vector<Update> rebase_updates(std::vector<Update> updates, const std::vector<Update>& over) {
  for (const Update& other : over) {
    if (updates.empty()) break;
    if (updates.front().client == other.client && updates.front().seq == other.seq) updates.erase(updates.begin());
    else move_over(updates, other.changes);
  }
  return updates;
}

}  // namespace debrief::changeset
