// SPDX-License-Identifier: Apache-2.0
// A commit of somebody else, as threads of the postmortems whose files it changed.
#pragma once

#include "features/postmortems/mirror/mirror.hpp"

namespace debrief::features::postmortems::mirror {

/// Takes a commit once, in one transaction: one suggestion for each group of changed lines, a comment with the
/// difference for what cannot be one. Nothing happens when it is known already, or changes no file of the mirror.
void take(journal::Journal& journal, const Ports& ports, const git::Commit& commit, const std::string& branch);

}  // namespace debrief::features::postmortems::mirror
