// SPDX-License-Identifier: Apache-2.0
#include "features/accounts/accounts.hpp"
#include "features/accounts/asking.hpp"
#include "features/accounts/involved.hpp"
#include "features/accounts/reading.hpp"
#include "features/accounts/self.hpp"
#include "features/accounts/wanted.hpp"

#include "base/ids.hpp"
#include "domain/events.hpp"

#include <algorithm>
#include <array>
#include <set>

namespace debrief::features::accounts {
namespace {

namespace events = domain::events;


bool concerns(const domain::Fact& fact) {
  static constexpr std::array<std::string_view, 11> kKinds{
      events::kIncidentDeclared, events::kStateChanged, events::kVisibilityChanged, events::kMilestoneSet,
      events::kRoleAssigned,     events::kNoteAdded,    events::kEntryRead,         events::kEntryCurated,
      events::kDutyOpened,       events::kDutyChanged,  events::kPostmortemDrafted};
  return fact.incident != domain::kServerChain && std::find(kKinds.begin(), kKinds.end(), fact.kind) != kKinds.end();
}

store::Kept asked(const Contribution& line, std::int64_t number, const domain::Member& member, Instant now) {
  store::Kept kept;
  kept.account.id = new_id(now);
  kept.account.incident = number;
  kept.account.person = member.name;
  kept.account.user_id = member.id;
  kept.account.role = line.role;
  kept.account.asked_at = now;
  return kept;
}

void ask_all(journal::Journal& journal, const Ports& ports, const domain::Incident& incident) {
  const auto board = list_contributions(journal.database(), ports, kSelf, incident.number);
  if (!board) return;
  const ReadersOf readers(ports, incident);
  std::vector<store::Kept> people;
  for (const Contribution& line : *board) {
    if (line.account || !line.reachable) continue;
    if (const auto* member = readers.find_member(*line.who.user_id))
      people.push_back(asked(line, incident.number, *member, journal.clock().now()));
  }
  if (people.empty()) return;
  const auto done = journal.write(kOrigin, [&](journal::Transaction& tx) -> Result<> {
    for (const store::Kept& kept : people)
      if (ask(tx, kept)) ports.notify(tx, notice_of(kept.account, incident.title, ""));
    return {};
  });
  static_cast<void>(done);  // of two servers, one asks
}

}  // namespace

bool accounts_wanted(const Ports& ports, const domain::Incident& incident) {
  using domain::Phase;
  if (incident.kind != domain::Kind::normal && incident.kind != domain::Kind::near_miss) return false;
  const auto over = [&](std::string_view name) { return incident.find_milestone(name) != nullptr; };
  const bool calm = incident.phase() == Phase::post_incident || incident.phase() == Phase::closed;
  if (!calm && !over("mitigated") && !over("recovered") && !over("resolved")) return false;
  const auto postmortem = ports.find_postmortem(kSelf, incident.number);
  if (postmortem && *postmortem) return (*postmortem)->state != domain::PostmortemState::published;
  const auto duty = ports.find_duty(kSelf, incident.number);
  return duty && *duty && (*duty)->state == domain::DutyState::open;
}

void keep(journal::Journal& journal, const Ports& ports, const std::vector<domain::Fact>& facts) {
  std::set<std::int64_t> numbers;
  for (const domain::Fact& fact : facts)
    if (concerns(fact)) numbers.insert(fact.incident);
  for (const std::int64_t number : numbers) {
    const auto incident = ports.get_incident(kSelf, number);
    if (incident && accounts_wanted(ports, *incident)) ask_all(journal, ports, *incident);
  }
}

}  // namespace debrief::features::accounts
