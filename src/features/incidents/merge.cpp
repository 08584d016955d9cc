// SPDX-License-Identifier: Apache-2.0
#include "features/incidents/merge.hpp"

#include "base/text.hpp"
#include "domain/events.hpp"
#include "domain/vocabulary.hpp"
#include "features/incidents/standing.hpp"
#include "features/incidents/store.hpp"
#include "journal/visibility.hpp"

#include <set>

namespace debrief::features::incidents {
namespace {

constexpr std::size_t kMostMerged = 200;

void tell(journal::Transaction& tx, std::int64_t incident, std::string_view kind, json::object data) {
  tx.append({incident, std::string(kind), tx.now(), std::move(data)});
}

// Moves without the milestones that follow from a state: a merge ends nothing.
void move_to(journal::Transaction& tx, domain::Incident& incident, const std::string& state) {
  if (incident.state == state) return;
  const std::string from = incident.state;
  incident.state = state;
  tell(tx, incident.number, domain::events::kStateChanged,
       {{"from", from}, {"to", state}, {"phase", to_text(incident.phase())}});
}

Result<> check_privacy(const domain::Principal& who, const domain::Incident& from, const domain::Incident& into, bool confirmed) {
  if (from.visibility != domain::Visibility::private_ || into.visibility == domain::Visibility::private_) return {};
  if (!confirmed)
    return conflict("{} is private and {} is open to everyone", domain::incident_key(from.number), domain::incident_key(into.number))
        .at("/confirm_private")
        .with_help("New alerts of it will be open to everyone; what it holds stays private. Confirm it, or make the other one private first.");
  return domain::require(who, domain::Action::edit, {from.visibility, true});
}

}  // namespace

Result<domain::Incident> merge(journal::Transaction& tx, const domain::Principal& who, std::int64_t number, const Merge& wanted) {
  TRY(journal::require_incident(tx.db, who, domain::Action::respond, number));
  TRY(journal::require_incident(tx.db, who, domain::Action::respond, wanted.into));
  const std::string reason(trim(wanted.reason));
  if (reason.empty()) return invalid("merging needs a reason").at("/reason").with_help("Say how it was found that they are one.");
  if (is_merged(tx.db, number)) return conflict("{} is merged already", domain::incident_key(number)).with_help("Take that merge back first.");
  const std::int64_t last = last_of_merges(tx.db, wanted.into);
  if (last == number) return conflict("{} would lead to itself", domain::incident_key(number)).at("/into");
  TRY(journal::require_incident(tx.db, who, domain::Action::respond, last));
  domain::Incident from = *store::find(tx.db, number);
  const domain::Incident into = *store::find(tx.db, last);
  TRY(check_privacy(who, from, into, wanted.confirmed));
  tx.db.execute(
      "insert into incident_merges (incident, target, reason, state_before, merged_by, merged_at) values ($1, $2, $3, $4, $5, $6)",
      number, last, reason, from.state, who.name, tx.now().micros);
  tell(tx, number, domain::events::kIncidentMerged, {{"into", last}, {"reason", reason}});
  tell(tx, last, domain::events::kIncidentTookIn, {{"from", number}, {"reason", reason}});
  move_to(tx, from, from.words().first_state(domain::Phase::closed).id);
  store::update(tx.db, from);
  store::touch(tx.db, last);
  return *store::find(tx.db, number);
}

Result<domain::Incident> unmerge(journal::Transaction& tx, const domain::Principal& who, std::int64_t number, const std::string& reason) {
  TRY(journal::require_incident(tx.db, who, domain::Action::respond, number));
  const auto row = tx.db.query_one("select target, state_before from incident_merges where incident = $1", number);
  if (!row) return conflict("{} is not merged into another incident", domain::incident_key(number));
  const std::string why(trim(reason));
  if (why.empty()) return invalid("taking a merge back needs a reason").at("/reason").with_help("Say why they are two after all.");
  const std::int64_t into = row->integer(0);
  if (!journal::require_incident(tx.db, who, domain::Action::respond, into))
    return make_error(ErrorCode::forbidden, "only somebody who may see where {} went can take that back", domain::incident_key(number));
  domain::Incident incident = *store::find(tx.db, number);
  tx.db.execute("delete from incident_merges where incident = $1", number);
  for (const std::int64_t chain : {number, into})
    tell(tx, chain, domain::events::kIncidentUnmerged, {{"from", number}, {"into", into}, {"reason", why}});
  move_to(tx, incident, row->text(1));
  store::update(tx.db, incident);
  store::touch(tx.db, into);
  return *store::find(tx.db, number);
}

std::vector<Held> list_merged(db::Connection& db, const domain::Principal& who, std::int64_t number) {
  std::vector<Held> all;
  std::vector<std::int64_t> open{number};
  std::set<std::int64_t> seen{number};
  while (!open.empty() && all.size() < kMostMerged) {
    const std::int64_t into = open.back();
    open.pop_back();
    const auto rows = db.query("select incident, reason, merged_by, merged_at from incident_merges where target = $1 order by incident", into);
    for (const db::Row& row : rows) {
      const std::int64_t one = row.integer(0);
      if (!seen.insert(one).second) continue;
      open.push_back(one);
      if (!journal::require_incident(db, who, domain::Action::read, one)) continue;
      Held held{*store::find(db, one), row.text(1), row.text(2), Instant{row.integer(3)}};
      const auto count = [&](std::string_view table) {
        return db.query_one(fmt::format("select count(*) from {} where incident = $1", table), one)->integer(0);
      };
      held.entries = count("facts");
      held.evidence = count("evidence");
      held.tasks = count("tasks");
      held.alerts = count("alerts");
      all.push_back(std::move(held));
    }
  }
  return all;
}

}  // namespace debrief::features::incidents
