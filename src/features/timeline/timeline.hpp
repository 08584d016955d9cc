// SPDX-License-Identifier: Apache-2.0
// The timeline slice: facts as people read them, in the order in which things happened, and their curation.
//
// Functions that take a Connection read, the one that takes a Transaction writes in it and belongs on the
// writer thread (Journal::write). All apply the policy for `who`. Errors: not_found, forbidden, invalid.
#pragma once

#include "base/result.hpp"
#include "domain/access.hpp"
#include "domain/timeline.hpp"
#include "routing/route.hpp"
#include "features/timeline/curation.hpp"
#include "features/timeline/project.hpp"
#include "journal/journal.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace debrief::features::timeline {

/// Part of a timeline. A page may hold fewer entries than asked for although more follow.
struct Page {
  std::vector<domain::TimelineEntry> items;
  std::optional<std::string> next;  ///< cursor; absent at the end
};

/// One state in which an entry was: as recorded, and after each curation.
struct EntryRevision {
  domain::TimelineEntry entry;
  std::string changed_by;
  Instant changed_at;
};

/// The entries after the cursor `after` (absent: from the beginning), at most `limit`, hidden ones included, by
/// occurred_at and then in the order of recording. An entry whose time is curated meanwhile may move across the
/// cursor.
/// `merged`: with the entries of the incidents that were merged into it, as far as `who` may read those; they keep their
/// own number in `incident`.
Result<Page> list(db::Connection& db, const domain::Principal& who, std::int64_t number,
                  const std::optional<std::string>& after, std::int64_t limit, bool merged = false);

/// What the responders could know at `moment`, hidden entries left out: entries known by then, as they read then,
/// without what was corrected later. In pages like list.
Result<Page> list_known(db::Connection& db, const domain::Principal& who, std::int64_t number, Instant moment,
                        const std::optional<std::string>& after, std::int64_t limit);

/// The whole timeline, for documents and what is learned from it: without what names other incidents, which not every
/// reader of those may know of.
Result<std::vector<domain::TimelineEntry>> list_all(db::Connection& db, const domain::Principal& who,
                                                    std::int64_t number);

/// Every state of one entry, the oldest first.
Result<std::vector<EntryRevision>> list_revisions(db::Connection& db, const domain::Principal& who, std::int64_t number,
                                                  std::int64_t entry);

/// Corrects an entry and leaves the fact `timeline.curated`.
Result<domain::TimelineEntry> curate(journal::Transaction& tx, const domain::Principal& who, std::int64_t number,
                                     std::int64_t entry, const EntryChange& change);

/// The slice's part of the route table.
std::vector<Route> routes(journal::Journal& journal);

}  // namespace debrief::features::timeline
