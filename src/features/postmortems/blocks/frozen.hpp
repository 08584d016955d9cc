// SPDX-License-Identifier: Apache-2.0
// Blocks of whole documents: live while a document is written, frozen with a fingerprint once it is published.
#pragma once

#include "features/postmortems/blocks/block.hpp"
#include "features/postmortems/postmortems.hpp"

#include <map>
#include <string>

namespace debrief::features::postmortems {

/// What a block showed when the document was published.
struct FrozenBlock {
  std::string markdown;
  std::string sha256;  ///< of `markdown`, hexadecimal
  Instant frozen_at;
};
using FrozenBlocks = std::map<std::string, FrozenBlock>;  ///< by key_of

/// The content of each block of the text now, for freezing. Not inside a transaction.
Result<FrozenBlocks> freeze(const Ports& ports, const domain::Principal& who, std::int64_t incident, std::string_view markdown,
                            Instant now);
void keep_frozen(db::Connection& db, std::int64_t incident, const FrozenBlocks& blocks);
[[nodiscard]] FrozenBlocks find_frozen(db::Connection& db, std::int64_t incident);

/// `markdown` with its blocks expanded: those of a published document as they were frozen, with the fingerprint below.
/// The text itself where it has no blocks. Not inside a transaction.
Result<std::string> expand_for(const Ports& ports, db::Database& database, const domain::Principal& who,
                               std::int64_t incident, std::string_view markdown, domain::PostmortemState state);

}  // namespace debrief::features::postmortems
