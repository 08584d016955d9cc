// SPDX-License-Identifier: Apache-2.0
#include "features/postmortems/revisions.hpp"

#include "base/hash.hpp"
#include "base/ids.hpp"
#include "changeset/utf16.hpp"
#include "domain/events.hpp"
#include "features/postmortems/editing/edit_store.hpp"
#include "journal/jobs.hpp"
#include "journal/visibility.hpp"

#include <algorithm>

namespace debrief::features::postmortems {
namespace {

using domain::Action;
using domain::Postmortem;
using domain::Principal;

Error no_such_revision() {
  return not_found("there is no such revision of this postmortem");
}

Result<store::WithEdits> get_standing(db::Connection& db, const Principal& who, std::int64_t number) {
  TRY(journal::require_incident(db, who, Action::edit, number));
  auto standing = store::find_with_edits(db, number);
  if (!standing) return not_found("{} has no postmortem yet", domain::incident_key(number));
  return *std::move(standing);
}

domain::Revision revision_of(const store::WithEdits& standing, const std::optional<std::string>& name) {
  const Postmortem& document = standing.document;
  return {document.version,
          document.author,
          document.updated_at,
          static_cast<std::int64_t>(document.markdown.size()),
          document.edition,
          editing::authors_of(standing.unkept),
          name};
}

// The next version, with the edits so far.
void keep_next(journal::Transaction& tx, store::WithEdits& standing, const std::optional<std::string>& name) {
  ++standing.document.version;
  standing.document.unkept = 0;
  keep(tx, standing, name);
}

json::array names_json(const std::vector<std::string>& names) {
  json::array out;
  for (const std::string& name : names) out.emplace_back(name);
  return out;
}

}  // namespace

void add_text_edit(journal::Transaction& tx, store::WithEdits& standing, const Principal& who, std::string_view prefix,
                   std::string text, const changeset::ChangeSet* difference) {
  Postmortem& document = standing.document;
  if (text == document.markdown) return;
  const std::u16string before = changeset::to_utf16(document.markdown);
  const bool usable = difference != nullptr && difference->length() == before.size();
  changeset::Update update{std::string(prefix) + "-" + new_id(tx.now()), 1,
                           usable ? *difference : changeset::difference(before, changeset::to_utf16(text))};
  editing::Edit edit{document.edition + 1, std::move(update), who.name, who.id, tx.now()};
  editing::insert(tx.db, document.incident, edit);
  standing.authorship = editing::after(std::move(standing.authorship), edit.update.changes, who.name);
  standing.unkept.push_back(std::move(edit));
  document.markdown = std::move(text);
  ++document.edition;
  ++document.unkept;
  document.author = who.name;
  document.updated_at = tx.now();
}

void keep(journal::Transaction& tx, const store::WithEdits& standing, const std::optional<std::string>& name) {
  const Postmortem& document = standing.document;
  auto authors = editing::authors_of(standing.unkept);
  if (authors.empty()) authors.push_back(document.author);
  store::update(tx.db, document, standing.authorship);
  store::keep_revision(tx.db, document, authors, name);
  json::object data{{"version", document.version},      {"sha256", to_hex(sha256(document.markdown))},
                    {"size", document.markdown.size()}, {"title", document.title},
                    {"edition", document.edition},      {"authors", names_json(authors)}};
  if (name) data["name"] = *name;
  tx.append({document.incident, std::string(domain::events::kPostmortemSaved), tx.now(), std::move(data)});
}

Result<domain::Revision> keep_revision(journal::Transaction& tx, const Principal& who, std::int64_t number,
                                       const std::optional<std::string>& name) {
  store::WithEdits standing = TRY(get_standing(tx.db, who, number));
  if (standing.unkept.empty()) {
    const auto all = store::list_revisions(tx.db, number);
    if (!all.empty() && (!name || all.back().name == name)) return all.back();
  }
  keep_next(tx, standing, name);
  return revision_of(standing, name);
}

void keep_edits(journal::Journal& journal, std::int64_t number) {
  const auto last = journal.database().read([&](db::Connection& db) {
    const auto document = store::find(db, number);
    return document && document->unkept > 0 ? editing::list_edits(db, number, document->edition - 1, 1)
                                            : std::vector<editing::Edit>{};
  });
  if (last.empty()) return;
  const journal::Origin origin{last[0].author, last[0].author_id, "editing"};
  static_cast<void>(journal.write(origin, [&](journal::Transaction& tx) -> Result<> {
    auto standing = store::find_with_edits(tx.db, number);
    if (standing && !standing->unkept.empty()) keep_next(tx, *standing, {});
    return {};
  }));
}

std::optional<Instant> keep_when_resting(journal::Journal& journal, std::int64_t number) {
  const auto document = journal.database().read([&](db::Connection& db) { return store::find(db, number); });
  if (!document || document->unkept == 0) return std::nullopt;
  const Instant rested = document->updated_at + editing::kRest;
  if (rested > journal.clock().now()) return rested;
  keep_edits(journal, number);
  return std::nullopt;
}

void plan_keeping(db::Connection& db, std::int64_t number, Instant now) {
  journal::put_job(db, fmt::format("{}-{}", kKeepJob, number), std::string(kKeepJob), {{"incident", number}},
                   now + editing::kRest);
}

Result<Postmortem> get_revision(db::Connection& db, const Principal& who, std::int64_t number, std::int64_t version) {
  TRY(journal::require_incident(db, who, Action::read, number));
  auto revision = store::find_revision(db, number, version);
  if (!revision) return no_such_revision();
  return *std::move(revision);
}

Result<RevisionDifference> compare_revisions(db::Connection& db, const Principal& who, std::int64_t number,
                                             std::int64_t from, std::int64_t to) {
  const Postmortem before = TRY(get_revision(db, who, number, from));
  const Postmortem after = TRY(get_revision(db, who, number, to));
  RevisionDifference difference{changeset::line_difference(before.markdown, after.markdown), {}};
  for (const domain::Revision& revision : store::list_revisions(db, number)) {
    if (revision.version <= std::min(from, to) || revision.version > std::max(from, to)) continue;
    std::vector<std::string> names = revision.authors;
    if (names.empty()) names.push_back(revision.author);
    for (std::string& name : names)
      if (std::find(difference.authors.begin(), difference.authors.end(), name) == difference.authors.end())
        difference.authors.push_back(std::move(name));
  }
  return difference;
}

Result<Postmortem> restore(journal::Transaction& tx, const Principal& who, std::int64_t number, std::int64_t version) {
  store::WithEdits standing = TRY(get_standing(tx.db, who, number));
  auto revision = store::find_revision(tx.db, number, version);
  if (!revision) return no_such_revision();
  if (revision->markdown == standing.document.markdown) return std::move(standing.document);
  if (!standing.unkept.empty()) keep_next(tx, standing, {});
  standing.unkept.clear();
  add_text_edit(tx, standing, who, "restore", std::move(revision->markdown));
  keep_next(tx, standing, {});
  return std::move(standing.document);
}

}  // namespace debrief::features::postmortems
