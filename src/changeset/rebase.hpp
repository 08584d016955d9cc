// SPDX-License-Identifier: Apache-2.0
// What the authority over a text does with updates that were made without knowing the newest ones.
#pragma once

#include "changeset/change_set.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace debrief::changeset {

/// One step of somebody's text. `client` and `seq` name it for good.
struct Update {
  std::string client;
  std::int64_t seq = 0;
  ChangeSet changes;
};

/// The updates of one client, which build on each other and the first on a text, as they apply after `over`: updates
/// that others, or the client itself, made to the same text meanwhile. Those of the client that are in `over` already
/// are left out.
///
/// This is rebaseUpdates of @codemirror/collab, but for one thing: it moves over one update after the other, never
/// over their composition. A client that receives updates one by one moves its own in the same steps and comes to the
/// same text; mapping over a composition orders insertions differently where the text between them is gone. Throws
/// std::invalid_argument when a change does not fit the text that it is for.
[[nodiscard]] std::vector<Update> rebase_updates(std::vector<Update> updates, const std::vector<Update>& over);

/// One step of it: moves updates that build on each other over `other`.
void move_over(std::vector<Update>& updates, ChangeSet other);

}  // namespace debrief::changeset
