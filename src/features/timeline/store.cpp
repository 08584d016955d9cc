// SPDX-License-Identifier: Apache-2.0
#include "domain/events.hpp"
#include "features/timeline/cursor.hpp"
#include "features/timeline/rows.hpp"
#include "features/timeline/timeline.hpp"
#include "journal/read_access.hpp"
#include "journal/visibility.hpp"
#include "journal/vocabulary.hpp"

#include <algorithm>
#include <limits>
#include <string_view>

namespace debrief::features::timeline {
namespace {

using domain::Principal;
using domain::TimelineEntry;

/// Columns 0 to 10 are those of journal::fact_from, the curation follows.
constexpr std::string_view kSelect =
    "select f.position, f.incident, f.seq, f.kind, f.occurred_at, f.recorded_at, f.actor, f.actor_id, f.source, "
    "f.data, "
    "f.hash, c.revision, c.text, c.occurred_at, c.key_moment, c.hidden "
    "from facts f left join timeline_curations c on c.entry = f.position ";

std::optional<bool> optional_boolean(const db::Row& row, std::size_t column) {
  const auto number = row.optional_integer(column);
  if (!number) return std::nullopt;
  return *number != 0;
}

Curation curation_from(const db::Row& row) {
  Curation curation;
  const auto revision = row.optional_integer(11);
  if (!revision) return curation;
  curation.revision = *revision;
  curation.changed.text = row.optional_text(12);
  if (const auto micros = row.optional_integer(13)) curation.changed.occurred_at = Instant{*micros};
  curation.changed.key_moment = optional_boolean(row, 14);
  curation.changed.hidden = optional_boolean(row, 15);
  return curation;
}

/// What tells of an incident that `who` may not read is not there for them.
bool is_for(journal::FactFilter& filter, const Principal& who, const domain::Fact& fact) {
  return !journal::names_others(fact) || filter.shows(who, fact);
}

std::optional<TimelineEntry> entry_from(journal::FactFilter& filter, const domain::Vocabulary& words, const Principal& who, const db::Row& row) {
  const domain::Fact fact = journal::fact_from(row);
  auto entry = project(fact, words);
  if (!entry || !is_for(filter, who, fact)) return std::nullopt;
  return apply(std::move(*entry), curation_from(row));
}

/// The fact of an entry with its curation. Errors: not_found, also for facts that the timeline does not show.
Result<db::Row> get_row(db::Connection& db, const Principal& who, std::int64_t number, std::int64_t entry) {
  journal::FactFilter filter(db);
  auto row = db.query_one(std::string(kSelect) + "where f.incident = $1 and f.position = $2", number, entry);
  if (!row || !entry_from(filter, *domain::usual_vocabulary(), who, *row)) return not_found("{} has no timeline entry {}", domain::incident_key(number), entry);
  return std::move(*row);
}

/// The incident and what was merged into it, over any number of steps, as far as `who` may read it: "41, 42".
std::string chains_of(db::Connection& db, const Principal& who, std::int64_t number) {
  constexpr std::size_t most = 200;
  std::vector<std::int64_t> numbers{number};
  std::string text = std::to_string(number);
  for (std::size_t at = 0; at < numbers.size() && numbers.size() < most; ++at)
    for (const db::Row& row : db.query("select incident from incident_merges where target = $1 order by incident", numbers[at])) {
      const std::int64_t one = row.integer(0);
      if (std::find(numbers.begin(), numbers.end(), one) != numbers.end()) continue;
      numbers.push_back(one);
      if (journal::require_incident(db, who, domain::Action::read, one)) text += ", " + std::to_string(one);
    }
  return text;
}

void keep(db::Connection& db, std::int64_t number, std::int64_t entry, const Curation& curation) {
  const EntryChange& changed = curation.changed;
  const auto micros = changed.occurred_at ? std::optional(changed.occurred_at->micros) : std::nullopt;
  db.execute(
      "insert into timeline_curations (entry, incident, text, occurred_at, key_moment, hidden, revision) "
      "values ($1, $2, $3, $4, $5, $6, $7) on conflict (entry) do update set text = excluded.text, "
      "occurred_at = excluded.occurred_at, key_moment = excluded.key_moment, hidden = excluded.hidden, "
      "revision = excluded.revision",
      entry, number, changed.text, micros, changed.key_moment, changed.hidden, curation.revision);
}

}  // namespace

Result<Page> list(db::Connection& db, const Principal& who, std::int64_t number,
                  const std::optional<std::string>& after, std::int64_t limit, bool merged) {
  TRY(journal::require_incident(db, who, domain::Action::read, number));
  const Cursor from = after ? TRY(parse_cursor(*after)) : Cursor{{std::numeric_limits<std::int64_t>::min()}, 0};
  const std::string chains = merged ? chains_of(db, who, number) : std::to_string(number);
  const auto rows =
      db.query(std::string(kSelect) + "where f.incident in (" + chains +
                   ") and (coalesce(c.occurred_at, f.occurred_at) > $1 or "
                   "(coalesce(c.occurred_at, f.occurred_at) = $1 and f.position > $2)) "
                   "and f.kind not in ($4, $5) order by coalesce(c.occurred_at, f.occurred_at), f.position limit $3",
               from.at.micros, from.position, limit + 1, domain::events::kEntryCurated,
               domain::events::kPostmortemSaved);
  journal::FactFilter filter(db);
  const auto words = journal::read_vocabulary(db);
  Page page;
  std::int64_t seen = 0;
  for (const db::Row& row : rows) {
    if (++seen > limit) break;
    if (auto entry = entry_from(filter, *words, who, row)) page.items.push_back(std::move(*entry));
    if (seen == limit && static_cast<std::int64_t>(rows.size()) > limit)
      page.next = to_text(Cursor{{row.optional_integer(13).value_or(row.integer(4))}, row.integer(0)});
  }
  return page;
}

Result<std::vector<TimelineEntry>> list_all(db::Connection& db, const Principal& who, std::int64_t number) {
  TRY(journal::require_incident(db, who, domain::Action::read, number));
  std::vector<TimelineEntry> entries;
  const auto words = journal::read_vocabulary(db);
  scan_rows(db, number, [&](const domain::Fact& fact, const Curation& curation) {
    if (auto entry = project(fact, *words); entry && !journal::names_others(fact)) entries.push_back(apply(std::move(*entry), curation));
  });
  return entries;
}

void scan_rows(db::Connection& db, std::int64_t number,
               const std::function<void(const domain::Fact& fact, const Curation& curation)>& each) {
  db.scan([&](const db::Row& row) { each(journal::fact_from(row), curation_from(row)); },
          std::string(kSelect) + "where f.incident = $1 order by coalesce(c.occurred_at, f.occurred_at), f.position",
          number);
}

Result<std::vector<EntryRevision>> list_revisions(db::Connection& db, const Principal& who, std::int64_t number,
                                                  std::int64_t entry) {
  TRY(journal::require_incident(db, who, domain::Action::read, number));
  const auto fact = journal::fact_from(TRY(get_row(db, who, number, entry)));
  const TimelineEntry recorded = *project(fact, *journal::read_vocabulary(db));
  std::vector<EntryRevision> revisions{{recorded, fact.actor, fact.recorded_at}};
  Curation curation;
  db.scan(
      [&](const db::Row& row) {
        const domain::Fact curated = journal::fact_from(row);
        const auto change = recorded_change(curated.data, entry);
        if (!change) return;
        curation = merge(std::move(curation), change->change);
        curation.revision = change->revision;
        revisions.push_back({apply(recorded, curation), curated.actor, curated.recorded_at});
      },
      "select " + std::string(journal::kFactColumns) + " from facts where incident = $1 and kind = $2 order by seq",
      number, domain::events::kEntryCurated);
  return revisions;
}

Result<TimelineEntry> curate(journal::Transaction& tx, const Principal& who, std::int64_t number, std::int64_t entry,
                             const EntryChange& change) {
  TRY(journal::require_incident(tx.db, who, domain::Action::edit, number));
  const db::Row row = TRY(get_row(tx.db, who, number, entry));
  const Curation curation = merge(curation_from(row), change);
  keep(tx.db, number, entry, curation);
  tx.append(
      {number, std::string(domain::events::kEntryCurated), tx.now(), fact_data(entry, change, curation.revision)});
  return apply(*project(journal::fact_from(row)), curation);
}

}  // namespace debrief::features::timeline
