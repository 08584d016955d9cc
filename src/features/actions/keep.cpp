// SPDX-License-Identifier: Apache-2.0
#include "features/actions/actions.hpp"
#include "features/actions/facts.hpp"
#include "features/actions/prove.hpp"
#include "features/actions/self.hpp"
#include "features/actions/store.hpp"

#include "base/text.hpp"
#include "base/time.hpp"
#include "domain/events.hpp"

#include <set>

namespace debrief::features::actions {
namespace {

using domain::ActionItem;
using Kind = domain::ActionCheck::Kind;
namespace events = domain::events;

constexpr Micros kBetweenLooks = std::chrono::minutes(10);

std::string what_came(const domain::ActionCheck& check) {
  return check.kind == Kind::template_quiet ? fmt::format("log template {}", check.log_template)
                                            : fmt::format("alert {}", check.alert);
}

void tell_owner(journal::Transaction& tx, const Ports& ports, const ActionItem& action, const std::string& note) {
  if (!action.owner_id) return;
  domain::Notice notice;
  notice.kind = "action.recurred";
  notice.to = {*action.owner_id};
  notice.incident = action.incident;
  notice.title = fmt::format("{} is open again: {}", domain::action_key(action.number), action.title);
  notice.text = fmt::format("{}.\n{} promised that it would not. See what was missed, or say why it will not be done.",
                            note, domain::incident_key(action.incident));
  notice.path = path_of(action);
  notice.key = fmt::format("action/{}/recurred/{}", action.number, action.version);
  ports.notify(tx, notice);
}

/// Reopens the action, and says so in both incidents as far as each one's readers may know of the other.
void recur(journal::Journal& journal, const Ports& ports, std::int64_t number, const Sighting& seen) {
  const auto kept = journal.write(kOrigin, [&](journal::Transaction& tx) -> Result<> {
    auto found = store::find(tx.db, number);
    if (!found || found->removed) return {};
    ActionItem& action = found->action;
    if (first_breach(action, {seen}) == nullptr) return {};
    const auto then = store::find_about(tx.db, action.incident);
    const auto now = store::find_about(tx.db, seen.incident);
    if (!then || !now) return {};
    const bool elsewhere = seen.incident != action.incident;
    const bool may_name = !elsewhere || now->visibility == domain::Visibility::everyone;
    const std::string where = may_name ? domain::incident_key(seen.incident) : "another incident";
    const std::string came = what_came(*action.check);
    const Instant done_at = *action.closed_at;
    action.proof = domain::ActionProof::recurred;
    action.proof_at = seen.at;
    action.proof_note =
        fmt::format("{} came again in {}, {} after this was done", came, where, describe_span(seen.at - done_at));
    action.version += 1;
    json::object data{{"check", check_json(action.check)}, {"note", action.proof_note}};
    if (elsewhere && may_name) data["incident"] = seen.incident;
    leave(tx, action, events::kActionRecurred, std::move(data));
    const std::string proof_note = action.proof_note;
    move_to(tx, *found, domain::ActionState::open, proof_note);
    store::update(tx.db, *found);
    if (elsewhere && then->visibility == domain::Visibility::everyone)
      tx.append({seen.incident,
                 std::string(events::kActionBroken),
                 seen.at,
                 {{"action", action.number},
                  {"title", action.title},
                  {"of", action.incident},
                  {"check", check_json(action.check)},
                  {"note", came}}});
    tell_owner(tx, ports, action, proof_note);
    return {};
  });
  static_cast<void>(kept);
}

/// Unless somebody changed the action since it was looked at: then it is looked at again.
void call_proven(journal::Journal& journal, const ActionItem& seen, const std::string& note) {
  const auto kept = journal.write(kOrigin, [&](journal::Transaction& tx) -> Result<> {
    auto found = store::find(tx.db, seen.number);
    if (!found || found->removed || found->action.version != seen.version) return {};
    ActionItem& action = found->action;
    action.proof = domain::ActionProof::proven;
    action.proof_at = tx.now();
    action.proof_note = note;
    action.version += 1;
    store::update(tx.db, *found);
    leave(tx, action, events::kActionProven, {{"check", check_json(action.check)}, {"note", note}});
    return {};
  });
  static_cast<void>(kept);
}

/// What was seen short of a proof.
void keep_note(journal::Journal& journal, const ActionItem& seen, const std::string& note) {
  if (seen.proof_note == note) return;
  const auto kept = journal.write(kOrigin, [&](journal::Transaction& tx) -> Result<> {
    auto found = store::find(tx.db, seen.number);
    if (!found || found->removed || found->action.version != seen.version) return {};
    found->action.proof_note = note;
    found->action.version += 1;
    store::update(tx.db, *found);
    return {};
  });
  static_cast<void>(kept);
}

void look_at_drills(journal::Journal& journal, const Ports& ports, const ActionItem& action) {
  if (!ports.list_drill_results) return;
  const auto results = ports.list_drill_results(action.incident);
  const auto* passed = find_passed(action, results);
  if (passed != nullptr) call_proven(journal, action, describe(*passed, true));
  else keep_note(journal, action, not_passed_yet(action, results));
}

/// Sightings of the template in logs that came after the action was done. Absent while some are still being read.
std::optional<std::vector<Sighting>> look_into_logs(journal::Journal& journal, const Ports& ports,
                                                    const ActionItem& action) {
  if (!ports.find_template) return std::nullopt;
  const auto logs =
      journal.database().read([&](db::Connection& db) { return store::list_logs_to_look_into(db, action); });
  std::vector<Sighting> seen;
  bool all = true;
  for (const store::LogsOf& one : logs) {
    const auto found = ports.find_template(one.incident, action.check->log_template, *action.closed_at);
    if (!found) all = false;
    else if (*found) seen.push_back({one.incident, one.recorded_at, one.services});
    else
      journal.database().write(
          [&](db::Connection& db) { store::keep_look(db, action.number, one.incident, one.recorded_at); });
  }
  if (!seen.empty() || all) return seen;
  return std::nullopt;
}

void evaluate(journal::Journal& journal, const Ports& ports, const ActionItem& action) {
  if (action.check->kind == Kind::drill_passed) {
    look_at_drills(journal, ports, action);
    return;
  }
  std::optional<std::vector<Sighting>> seen;
  if (action.check->kind == Kind::alert_quiet)
    seen = journal.database().read([&](db::Connection& db) { return store::list_firings(db, action); });
  else if (action.check->kind == Kind::template_quiet) seen = look_into_logs(journal, ports, action);
  if (!seen) return;
  if (const Sighting* breach = first_breach(action, *seen)) {
    recur(journal, ports, action.number, *breach);
    return;
  }
  const Instant now = journal.clock().now();
  if (action.proof == domain::ActionProof::unproven && standing_of(action, now) == domain::ActionProof::proven)
    call_proven(journal, action,
                fmt::format("{}: so it was until {} UTC", describe(*action.check), to_minutes(now)));
}

}  // namespace

void keep(journal::Journal& journal, const Ports& ports, const std::vector<domain::Fact>& facts) {
  std::set<std::string, std::less<>> alerts;
  std::set<std::int64_t> drilled;
  for (const domain::Fact& fact : facts) {
    if (fact.kind == events::kAlertFired) alerts.emplace(json::text_at(fact.data, "name"));
    const json::value* incident = fact.kind == events::kDrillJudged ? fact.data.if_contains("incident") : nullptr;
    if (incident != nullptr && incident->is_int64()) drilled.insert(incident->get_int64());
  }
  for (const std::string& alert : alerts) {
    const auto watching =
        journal.database().read([&](db::Connection& db) { return store::list_watching_alert(db, alert); });
    for (const ActionItem& action : watching) evaluate(journal, ports, action);
  }
  for (const std::int64_t incident : drilled) {
    const auto waiting =
        journal.database().read([&](db::Connection& db) { return store::list_awaiting_drill(db, incident); });
    for (const ActionItem& action : waiting) evaluate(journal, ports, action);
  }
}

std::optional<Instant> prove(journal::Journal& journal, const Ports& ports) {
  const auto watching = journal.database().read([](db::Connection& db) { return store::list_watching(db); });
  for (const ActionItem& action : watching) evaluate(journal, ports, action);
  return journal.clock().now() + kBetweenLooks;
}

}  // namespace debrief::features::actions
