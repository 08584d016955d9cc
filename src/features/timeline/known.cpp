// SPDX-License-Identifier: Apache-2.0
#include "domain/events.hpp"
#include "features/timeline/cursor.hpp"
#include "features/timeline/rows.hpp"
#include "features/timeline/timeline.hpp"
#include "journal/read_access.hpp"
#include "journal/visibility.hpp"
#include "journal/vocabulary.hpp"

#include <algorithm>
#include <charconv>
#include <map>

namespace debrief::features::timeline {
namespace {

using domain::TimelineEntry;

std::optional<std::int64_t> entry_of(const json::object& data) {
  const std::string_view text = json::text_at(data, "entry");
  std::int64_t entry = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), entry);
  return error == std::errc{} && end == text.data() + text.size() ? std::optional(entry) : std::nullopt;
}

/// What had been corrected by then, by entry.
std::map<std::int64_t, Curation> curated_until(db::Connection& db, std::int64_t number, Instant moment) {
  std::map<std::int64_t, Curation> curations;
  db.scan(
      [&](const db::Row& row) {
        const domain::Fact fact = journal::fact_from(row);
        const auto entry = entry_of(fact.data);
        const auto change = entry ? recorded_change(fact.data, *entry) : std::nullopt;
        if (!change) return;
        Curation& curation = curations[*entry];
        curation = merge(std::move(curation), change->change);
        curation.revision = change->revision;
      },
      "select " + std::string(journal::kFactColumns) +
          " from facts where incident = $1 and kind = $2 and recorded_at <= $3 order by seq",
      number, domain::events::kEntryCurated, moment.micros);
  return curations;
}

std::vector<TimelineEntry> known_until(db::Connection& db, const domain::Principal& who, std::int64_t number, Instant moment) {
  journal::FactFilter filter(db);
  const auto curations = curated_until(db, number, moment);
  const auto words = journal::read_vocabulary(db);
  std::vector<TimelineEntry> known;
  scan_rows(db, number, [&](const domain::Fact& fact, const Curation& today) {
    auto entry = project(fact, *words);
    if (journal::names_others(fact) && !filter.shows(who, fact)) return;
    if (!entry || entry->known_at > moment || today.changed.hidden.value_or(entry->hidden)) return;
    const auto then = curations.find(entry->id);
    known.push_back(then == curations.end() ? std::move(*entry) : apply(std::move(*entry), then->second));
    known.back().hidden = false;
  });
  std::sort(known.begin(), known.end(), [](const TimelineEntry& a, const TimelineEntry& b) {
    return std::pair(a.occurred_at, a.id) < std::pair(b.occurred_at, b.id);
  });
  return known;
}

}  // namespace

Result<Page> list_known(db::Connection& db, const domain::Principal& who, std::int64_t number, Instant moment,
                        const std::optional<std::string>& after, std::int64_t limit) {
  TRY(journal::require_incident(db, who, domain::Action::read, number));
  const auto cursor = after ? std::optional(TRY(parse_cursor(*after))) : std::nullopt;
  Page page;
  for (auto& entry : known_until(db, who, number, moment)) {
    if (cursor && std::pair(entry.occurred_at, entry.id) <= std::pair(cursor->at, cursor->position)) continue;
    if (static_cast<std::int64_t>(page.items.size()) == limit) {
      page.next = to_text(Cursor{page.items.back().occurred_at, page.items.back().id});
      break;
    }
    page.items.push_back(std::move(entry));
  }
  return page;
}

}  // namespace debrief::features::timeline
