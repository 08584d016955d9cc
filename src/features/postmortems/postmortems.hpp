// SPDX-License-Identifier: Apache-2.0
// The postmortems slice: drafts from what is recorded, editing, review and publication, exports, the library.
//
// Functions that take a Connection read, those that take a Transaction write in it and belong on the writer
// thread (Journal::write). All apply the policy for `who`. Errors: not_found, forbidden, invalid, conflict,
// precondition.
#pragma once

#include "domain/ports.hpp"
#include "domain/review.hpp"
#include "features/postmortems/change.hpp"
#include "features/postmortems/draft.hpp"
#include "features/postmortems/export.hpp"
#include "features/postmortems/library.hpp"
#include "routing/route.hpp"
#include "journal/journal.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace debrief::features::postmortems {

/// Incidents whose postmortems fit the words, best first. What the reader may see is sorted out afterwards.
using RankDocuments = std::function<std::vector<std::int64_t>(std::string_view words, std::size_t limit)>;

/// What this slice asks others. Every member must be set but the last ones: without them there are no accounts,
/// factors or reviews.
struct Ports {
  domain::GetIncident get_incident;
  domain::ListTimeline list_timeline;
  domain::ListAlerts list_alerts;
  domain::ListEvidence list_evidence;
  domain::ListSimilar list_similar;
  RankDocuments rank;
  ReadOriginal read_original = {};
  domain::ListAccounts list_accounts = {};
  domain::ListFactors list_factors = {};
  domain::FindReviewStanding find_review = {};
  domain::DrawFactors draw_factors = {};
  domain::ListFactorKinds list_factor_kinds = {};
  domain::FindLogCoverage find_log_coverage = {};
  domain::ListActions list_actions = {};
  domain::ListHypotheses list_hypotheses = {};
};

/// Everything for a draft, through the ports; `now` is when it is made. Not inside a transaction.
Result<DraftInput> gather(const Ports& ports, const domain::Principal& who, std::int64_t number, Instant now);

/// Everything for an export, but the revisions. Not inside a transaction.
Result<ExportInput> gather_export(const Ports& ports, const domain::Principal& who, domain::Postmortem document,
                                  Instant now);

/// Drafts the postmortem of an incident and keeps it, all in one; conflict when there is one. `template_id` may be
/// empty for the usual one. For callers outside HTTP; `origin` should carry no idempotency key that was used already.
Result<domain::Postmortem> write_draft(journal::Journal& journal, const Ports& ports, const journal::Origin& origin,
                                       const domain::Principal& who, std::int64_t number, std::string_view template_id);

Result<std::optional<domain::Postmortem>> find(db::Connection& db, const domain::Principal& who, std::int64_t number);
Result<std::vector<domain::Revision>> list_revisions(db::Connection& db, const domain::Principal& who,
                                                     std::int64_t number);

/// Keeps a first text and leaves the fact `postmortem.drafted`.
Result<domain::Postmortem> create(journal::Transaction& tx, const domain::Principal& who, std::int64_t number,
                                  std::string title, std::string template_id, std::string markdown);

/// Changes what apply_change allows; leaves `postmortem.saved`, `postmortem.state` or both. A new text becomes an edit
/// of its own, after those that are not kept yet.
Result<domain::Postmortem> change(journal::Transaction& tx, const domain::Principal& who, std::int64_t number,
                                  const DocumentChange& change, std::optional<DocumentTag> expected);

/// A postmortem that was written elsewhere.
struct Imported {
  std::int64_t incident = 0;
  std::string document;  ///< the id that it had there
  std::string source;    ///< file name
  std::string title;
  std::string markdown;
  std::optional<Instant> published_at;
};
/// Keeps it as published and leaves the fact `postmortem.imported`.
Result<domain::Postmortem> import(journal::Transaction& tx, const domain::Principal& who, const Imported& imported);

/// The library. `ranked` is the answer of RankDocuments to filter.words, and unused without words.
Result<LibraryPage> list_library(db::Connection& db, const domain::Principal& who, const LibraryFilter& filter,
                                 const std::vector<std::int64_t>& ranked, const std::optional<std::string>& after,
                                 std::int64_t limit);

/// The slice's part of the route table.
std::vector<Route> routes(journal::Journal& journal, Ports ports);

}  // namespace debrief::features::postmortems
