// SPDX-License-Identifier: Apache-2.0
// Revisions: texts that are kept for good, made of the edits between them.
#pragma once

#include "changeset/diff.hpp"
#include "domain/access.hpp"
#include "features/postmortems/store.hpp"
#include "journal/journal.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace debrief::features::postmortems {

/// Makes `text` the current text by one more edit of `who`, under a client id that begins with `prefix`. Does nothing
/// where it is the current text already. `difference` may save making it.
void add_text_edit(journal::Transaction& tx, store::WithEdits& standing, const domain::Principal& who,
                   std::string_view prefix, std::string text, const changeset::ChangeSet* difference = nullptr);

/// Keeps title and text, under the document's version, with the fact `postmortem.saved`.
void keep(journal::Transaction& tx, const store::WithEdits& standing, const std::optional<std::string>& name = {});

/// Keeps the current text as a revision that may have a name; the newest one, when nothing is new and no other name
/// wanted. Errors: not_found, forbidden.
Result<domain::Revision> keep_revision(journal::Transaction& tx, const domain::Principal& who, std::int64_t number,
                                       const std::optional<std::string>& name);

/// Keeps the edits of a document when nobody has edited for kRest. Returns when to look again, absent when nothing is
/// left to keep. To be called outside of transactions.
std::optional<Instant> keep_when_resting(journal::Journal& journal, std::int64_t number);
/// The same without waiting for a rest.
void keep_edits(journal::Journal& journal, std::int64_t number);

/// Puts down, in the caller's transaction, that keep_when_resting is to be called; again and again does no harm.
inline constexpr std::string_view kKeepJob = "keep_revision";  ///< its data: incident
void plan_keeping(db::Connection& db, std::int64_t number, Instant now);

/// Errors: not_found.
Result<domain::Postmortem> get_revision(db::Connection& db, const domain::Principal& who, std::int64_t number,
                                        std::int64_t version);

/// What has changed from revision `from` to revision `to`, and by whom.
struct RevisionDifference {
  std::vector<changeset::Hunk> hunks;
  std::vector<std::string> authors;
};
Result<RevisionDifference> compare_revisions(db::Connection& db, const domain::Principal& who, std::int64_t number,
                                             std::int64_t from, std::int64_t to);

/// Makes the text of a revision the current one, by an edit like any other, and keeps what was current before.
Result<domain::Postmortem> restore(journal::Transaction& tx, const domain::Principal& who, std::int64_t number,
                                   std::int64_t version);

}  // namespace debrief::features::postmortems
