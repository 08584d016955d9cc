// SPDX-License-Identifier: Apache-2.0
// The rows of the slice, without policy.
#pragma once

#include "db/database.hpp"
#include "domain/postmortem.hpp"
#include "features/postmortems/editing/authorship.hpp"

#include <cstdint>
#include <optional>
#include <vector>

namespace debrief::features::postmortems::store {

/// The document with its current text: every reading of it goes through here.
[[nodiscard]] std::optional<domain::Postmortem> find(db::Connection& db, std::int64_t incident);

/// The same with what stands behind the current text.
struct WithEdits {
  domain::Postmortem document;
  std::vector<editing::Edit> unkept;  ///< made since the newest revision
  editing::Authorship authorship;     ///< of the current text
};
[[nodiscard]] std::optional<WithEdits> find_with_edits(db::Connection& db, std::int64_t incident);

void insert(db::Connection& db, const domain::Postmortem& document);
/// `authorship` is that of document.markdown.
void update(db::Connection& db, const domain::Postmortem& document, const editing::Authorship& authorship);

/// Keeps the text of the document's version for good.
void keep_revision(db::Connection& db, const domain::Postmortem& document, const std::vector<std::string>& authors,
                   const std::optional<std::string>& name = {});
/// A document as it was: title, text, author and time of a revision, edition and version; the rest is left empty.
[[nodiscard]] std::optional<domain::Postmortem> find_revision(db::Connection& db, std::int64_t incident,
                                                              std::int64_t version);
/// The oldest first.
[[nodiscard]] std::vector<domain::Revision> list_revisions(db::Connection& db, std::int64_t incident);

}  // namespace debrief::features::postmortems::store
