// SPDX-License-Identifier: Apache-2.0
// The words in use, as the house has set them.
#pragma once

#include "db/database.hpp"
#include "domain/vocabulary.hpp"

#include <memory>

namespace debrief::journal {

/// Never null; the usual ones where nobody set others. Words that came with a later version of the program stand at
/// the end of their list.
[[nodiscard]] std::shared_ptr<const domain::Vocabulary> read_vocabulary(db::Connection& db);

/// Keeps them as they are given.
void keep_vocabulary(db::Connection& db, const domain::Vocabulary& words);

}  // namespace debrief::journal
