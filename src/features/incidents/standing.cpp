// SPDX-License-Identifier: Apache-2.0
#include "features/incidents/standing.hpp"

#include "base/ids.hpp"
#include "base/text.hpp"
#include "base/time.hpp"
#include "domain/events.hpp"
#include "domain/incident_json.hpp"
#include "journal/visibility.hpp"

#include <algorithm>
#include <array>

namespace debrief::features::incidents {
namespace {

constexpr int kLongestChain = 100;  // of merges; what is longer is broken

}  // namespace

bool is_merged(db::Connection& db, std::int64_t number) {
  return db.query_one("select 1 from incident_merges where incident = $1", number).has_value();
}

std::int64_t last_of_merges(db::Connection& db, std::int64_t number) {
  for (int step = 0; step < kLongestChain; ++step) {
    const auto row = db.query_one("select target from incident_merges where incident = $1", number);
    if (!row) break;
    number = row->integer(0);
  }
  return number;
}

bool is_end_overtaken(journal::Transaction& tx, std::int64_t number, const domain::Milestone& milestone) {
  static constexpr std::array<std::string_view, 4> kEnds{"mitigated", "recovered", "resolved", "closed"};
  if (std::find(kEnds.begin(), kEnds.end(), milestone.name) == kEnds.end()) return false;
  return tx.db
      .query_one("select 1 from reopenings where incident = $1 and at >= $2 and at < $3 limit 1", number,
                 milestone.recorded_at.micros, tx.now().micros)
      .has_value();
}

Standing find_standing(db::Connection& db, const domain::Principal& who, std::int64_t number) {
  Standing standing;
  db.scan(
      [&](const db::Row& row) {
        ++standing.reopened;
        standing.reopened_at = Instant{row.integer(0)};
        standing.reopened_reason = row.text(1);
        standing.reopened_by = row.text(2);
      },
      "select at, reason, reopened_by from reopenings where incident = $1 order by at, id", number);
  const std::int64_t last = last_of_merges(db, number);
  standing.merged = last != number;
  if (standing.merged && journal::require_incident(db, who, domain::Action::read, last)) standing.merged_into = last;
  return standing;
}

bool is_reopening(domain::Phase from, domain::Phase to) {
  const auto over = [](domain::Phase phase) {
    return phase == domain::Phase::post_incident || phase == domain::Phase::closed;
  };
  return over(from) && !over(to);
}

Result<> record_reopening(journal::Transaction& tx, const domain::Incident& incident, const std::string& to,
                          const std::string& reason, Instant at) {
  const std::string why(trim(reason));
  if (why.empty())
    return invalid("reopening {} needs a reason", domain::incident_key(incident.number))
        .at("/reason")
        .with_help("Say what came back, or what was overlooked.");
  tx.db.execute(
      "insert into reopenings (id, incident, at, from_state, to_state, reason, reopened_by) "
      "values ($1, $2, $3, $4, $5, $6, $7)",
      new_id(tx.now()), incident.number, tx.now().micros, incident.state, to, why, tx.origin().actor);
  tx.append({incident.number, std::string(domain::events::kIncidentReopened), at,
             {{"from", incident.state}, {"to", to}, {"reason", why}}});
  return {};
}

json::object shown(db::Connection& db, const domain::Principal& who, const domain::Incident& incident) {
  json::object object = domain::to_json(incident);
  const Standing standing = find_standing(db, who, incident.number);
  object["reopened"] = standing.reopened;
  object["reopened_at"] = json::or_null(standing.reopened_at);
  object["reopened_reason"] = standing.reopened_reason.empty() ? json::value(nullptr) : json::value(standing.reopened_reason);
  object["reopened_by"] = standing.reopened_by.empty() ? json::value(nullptr) : json::value(standing.reopened_by);
  object["merged"] = standing.merged;
  object["merged_into"] = standing.merged_into ? json::value(*standing.merged_into) : json::value(nullptr);
  return object;
}

}  // namespace debrief::features::incidents
