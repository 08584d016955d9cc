// SPDX-License-Identifier: Apache-2.0
#include "features/insights/follow_up.hpp"

#include "base/hash.hpp"
#include "journal/visibility.hpp"

#include <algorithm>
#include <unordered_map>

namespace debrief::features::insights {
namespace {

using Wanted = std::unordered_map<std::int64_t, const Course*>;

// A read of whole tables: there are fewer postmortems and actions than an incident has facts.
void add_postmortems(db::Connection& db, const Wanted& wanted, FollowUp& result) {
  std::vector<double> spans, readers;
  db.scan(
      [&](const db::Row& row) {
        const auto found = wanted.find(row.integer(0));
        if (found == wanted.end()) return;
        ++result.documents;
        result.read.push_back({row.integer(0), row.text(1), row.integer(3)});
        readers.push_back(static_cast<double>(row.integer(3)));
        if (row.integer(3) == 0) ++result.unread;
        const std::int64_t end = end_of(*found->second);
        if (found->second->kind == domain::Kind::backfilled || end == kUnknown || row.is_null(2)) return;
        ++result.published;
        spans.push_back(std::max(0.0, static_cast<double>(row.integer(2) - end) / 1e6));
      },
      "select p.incident, p.title, p.published_at, (select count(*) from postmortem_readers r where r.incident = "
      "p.incident) from postmortems p where p.state = 'published'");
  std::sort(spans.begin(), spans.end());
  std::sort(readers.begin(), readers.end());
  result.median = estimate_quantile(spans, 0.5);
  result.p90 = estimate_quantile(spans, 0.9);
  if (!readers.empty()) result.median_readers = (readers[(readers.size() - 1) / 2] + readers[readers.size() / 2]) / 2;
  std::stable_sort(result.read.begin(), result.read.end(),
                   [](const Readership& a, const Readership& b) { return a.readers > b.readers; });
  std::erase_if(result.read, [](const Readership& one) { return one.readers == 0; });
  if (result.read.size() > kMostRead) result.read.resize(kMostRead);
}

void add_actions(db::Connection& db, const Wanted& wanted, Instant now, FollowUp& result) {
  db.scan(
      [&](const db::Row& row) {
        if (!wanted.contains(row.integer(0))) return;
        const std::string state = row.text(1);
        const bool settled = state == "done" || state == "will_not_do";
        ++result.actions[state];
        if (!settled && row.integer(2) < now.micros) ++result.overdue;
        if (state == "done") ++result.proofs[row.text(3)];
      },
      "select incident, state, due_at, proof from actions");
}

}  // namespace

FollowUp follow_up(db::Connection& db, const std::vector<const Course*>& courses, Instant now) {
  FollowUp result;
  Wanted wanted;
  for (const Course* course : courses) {
    wanted.emplace(course->number, course);
    if (course->kind != domain::Kind::backfilled && end_of(*course) != kUnknown) ++result.ended;
  }
  add_postmortems(db, wanted, result);
  add_actions(db, wanted, now, result);
  return result;
}

Result<> count_reader(journal::Transaction& tx, const domain::Principal& who, std::int64_t incident) {
  TRY(journal::require_incident(tx.db, who, domain::Action::read, incident));
  const auto state = tx.db.query_one("select state from postmortems where incident = $1", incident);
  if (!state || state->text(0) != "published") return not_found("there is no published postmortem");
  if (who.id.empty()) return {};
  tx.db.execute(
      "insert into postmortem_readers (incident, reader, first_at) values ($1, $2, $3) on conflict (incident, reader) "
      "do "
      "nothing",
      incident, to_hex(sha256(fmt::format("reader/{}/{}", incident, who.id))), tx.now().micros);
  return {};
}

}  // namespace debrief::features::insights
