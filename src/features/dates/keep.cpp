// SPDX-License-Identifier: Apache-2.0
#include "features/dates/dates.hpp"
#include "features/dates/self.hpp"
#include "features/dates/store.hpp"

#include "base/time.hpp"
#include "domain/events.hpp"

#include <algorithm>
#include <array>
#include <set>

namespace debrief::features::dates {
namespace {

bool changes_dates(const domain::Fact& fact) {
  namespace events = domain::events;
  static constexpr std::array<std::string_view, 19> kKinds{
      events::kIncidentDeclared, events::kSeverityChanged,  events::kStateChanged,   events::kIncidentReopened,  events::kMilestoneSet,
      events::kMilestoneCleared, events::kIncidentMerged,   events::kIncidentUnmerged, events::kDutyOpened,      events::kDutyChanged,
      events::kPostmortemDrafted, events::kPostmortemMoved, events::kPostmortemImported, events::kAccountAsked,  events::kAccountGiven,
      events::kAccountDeclined,  events::kActionAdded,      events::kActionRemoved,   events::kMeetingSet};
  return fact.incident != domain::kServerChain && std::find(kKinds.begin(), kKinds.end(), fact.kind) != kKinds.end();
}

// What is there already: `done` answers for a step, false also for steps that only people can tell about.
struct Progress {
  bool accounts = false, draft = false, review = false, actions = false, published = false;

  [[nodiscard]] bool done(std::string_view step) const {
    return (step == "accounts" && accounts) || (step == "draft" && draft) || (step == "review" && review) ||
           (step == "actions" && actions) || (step == kPublish && published);
  }
};

// A meeting of before the incident came back was about what happened then.
bool has_met(const std::optional<Meeting>& meeting, Instant over, Instant now) {
  return meeting && meeting->starts_at >= over && meeting->ends_at <= now;
}

Progress progress_of(const Ports& ports, std::int64_t number) {
  Progress progress;
  if (const auto accounts = ports.list_accounts(kSelf, number); accounts && !accounts->empty())
    progress.accounts = std::all_of(accounts->begin(), accounts->end(), [](const domain::Account& one) {
      return one.state == domain::AccountState::given || one.state == domain::AccountState::declined;
    });
  if (const auto found = ports.find_postmortem(kSelf, number); found && *found) {
    progress.published = (*found)->state == domain::PostmortemState::published;
    progress.review = progress.published;
    progress.draft = (*found)->state != domain::PostmortemState::draft;
  }
  progress.actions = !ports.list_actions(kSelf, {number}, false).empty();
  return progress;
}

void tell_date(journal::Transaction& tx, const Dated& step, const std::optional<Instant>& was) {
  tx.append({step.incident, std::string(domain::events::kDatesSet), tx.now(),
             {{"what", step.id}, {"name", step.name}, {"due_at", json::or_null(step.due_at)}, {"was", json::or_null(was)}, {"reason", ""}}});
}

// Dates of an incident that goes on again are nobody's, but for those that people set.
void take_back(journal::Transaction& tx, const std::vector<Dated>& known) {
  for (Dated step : known) {
    if (step.by_hand || step.done_at) continue;
    store::remove(tx.db, step.incident, step.id);
    const auto was = step.due_at;
    step.due_at.reset();
    tell_date(tx, step, was);
  }
}

void set_dates(journal::Transaction& tx, std::int64_t number, const std::vector<Planned>& planned, std::vector<Dated>& known) {
  for (const Planned& one : planned) {
    auto found = std::find_if(known.begin(), known.end(), [&](const Dated& step) { return step.id == one.id; });
    if (found != known.end() && (found->by_hand || found->done_at || found->due_at == one.due_at)) continue;
    const auto was = found != known.end() ? found->due_at : std::nullopt;
    if (found == known.end()) found = known.insert(known.end(), Dated{number, one.id, one.name, one.place, {}, false, {}, {}, false});
    found->due_at = one.due_at;
    store::put(tx.db, *found);
    tell_date(tx, *found, was);
  }
  // A severity that asks for less, or the duty that took a step over.
  for (const Dated& step : known) {
    const bool wanted = std::any_of(planned.begin(), planned.end(), [&](const Planned& one) { return one.id == step.id; });
    if (!wanted && !step.by_hand && !step.done_at) store::remove(tx.db, number, step.id);
  }
}

void settle(journal::Transaction& tx, std::vector<Dated>& known, const Progress& progress) {
  for (Dated& step : known) {
    if (step.done_at || !step.done_by.empty() || !progress.done(step.id)) continue;
    step.done_at = tx.now();
    step.done_by = tx.origin().actor;
    store::put(tx.db, step);
    tx.append({step.incident, std::string(domain::events::kDatesSet), tx.now(),
               {{"what", step.id}, {"name", step.name}, {"due_at", json::or_null(step.due_at)}, {"was", json::or_null(step.due_at)},
                {"reason", ""}, {"done", true}}});
  }
}

}  // namespace

void keep_one(journal::Journal& journal, const Ports& ports, std::int64_t number) {
  const auto incident = ports.get_incident(kSelf, number);
  if (!incident) return;
  const auto duty = ports.find_duty(kSelf, number);
  const bool owed = duty && *duty && (*duty)->state != domain::DutyState::waived;
  Progress progress = progress_of(ports, number);
  const auto meeting = ports.find_meeting(number);
  const auto kept = journal.write(kOrigin, [&](journal::Transaction& tx) -> Result<> {
    auto known = store::list(tx.db, number);
    const auto over = store::is_merged(tx.db, number) ? std::nullopt : over_since(*incident, store::last_reopened(tx.db, number));
    if (!over) {
      take_back(tx, known);
      return {};
    }
    auto planned = plan(store::find_steps(tx.db), *incident, owed, *over);
    if (owed) std::erase_if(planned, [](const Planned& one) { return one.id == kPublish; });
    set_dates(tx, number, planned, known);
    progress.review = progress.review || has_met(meeting, *over, tx.now());
    settle(tx, known, progress);
    return {};
  });
  static_cast<void>(kept);
}

void keep(journal::Journal& journal, const Ports& ports, const std::vector<domain::Fact>& facts) {
  std::set<std::int64_t> numbers;
  for (const domain::Fact& fact : facts)
    if (changes_dates(fact)) numbers.insert(fact.incident);
  for (const std::int64_t number : numbers) keep_one(journal, ports, number);
}

}  // namespace debrief::features::dates
