// SPDX-License-Identifier: Apache-2.0
#include "features/updates/store.hpp"
#include "features/updates/updates.hpp"

#include "base/ids.hpp"
#include "base/text.hpp"
#include "base/time.hpp"
#include "domain/events.hpp"
#include "domain/redaction.hpp"
#include "journal/visibility.hpp"

#include <algorithm>

namespace debrief::features::updates {
namespace {

namespace events = domain::events;

json::object fact_of(const domain::Update& update) {
  return {{"id", update.id},
          {"audience", to_text(update.audience)},
          {"conditions", update.conditions},
          {"actions", update.actions},
          {"needs", update.needs},
          {"next_at", json::or_null(update.next_at)}};
}

}  // namespace

std::optional<Redacted> find_names(const Ports& ports, const domain::Incident& incident, const NewUpdate& wanted) {
  std::vector<std::string> names;
  for (const auto& member : ports.list_members()) names.push_back(member.name);
  const auto pseudonyms = domain::pseudonyms_of(incident, {}, names);
  const Redacted redacted{domain::redact_text(wanted.conditions, pseudonyms), domain::redact_text(wanted.actions, pseudonyms),
                          domain::redact_text(wanted.needs, pseudonyms)};
  const bool clean = redacted.conditions == wanted.conditions && redacted.actions == wanted.actions && redacted.needs == wanted.needs;
  return clean ? std::nullopt : std::optional(redacted);
}

Result<domain::Update> post(journal::Transaction& tx, const domain::Principal& who, std::int64_t incident,
                            const NewUpdate& wanted) {
  TRY(journal::require_incident(tx.db, who, domain::Action::respond, incident));
  domain::Update update;
  update.id = new_id(tx.now());
  update.incident = incident;
  update.audience = wanted.audience;
  update.conditions = trim(wanted.conditions);
  update.actions = trim(wanted.actions);
  update.needs = trim(wanted.needs);
  update.by = who.name;
  update.at = wanted.occurred_at.value_or(tx.now());
  update.next_at = wanted.next_at;
  if (update.conditions.empty())
    return invalid("an update says what is the case").at("/conditions").with_help("Say what works, what does not, and for whom.");
  if (update.next_at && *update.next_at <= update.at)
    return invalid("the next update would lie before this one").at("/next_at");
  store::insert(tx.db, update);
  const auto paces = store::list_paces(tx.db, incident);
  if (const auto pace = paces.find(update.audience); pace != paces.end() && pace->second.snoozed_until)
    store::put_pace(tx.db, incident, update.audience, {pace->second.minutes, std::nullopt, ""});
  tx.append({incident, std::string(events::kUpdatePosted), update.at, fact_of(update)});
  return update;
}

Result<> set_pace(journal::Transaction& tx, const domain::Principal& who, std::int64_t incident, domain::Audience audience,
                  const Pace& pace) {
  TRY(journal::require_incident(tx.db, who, domain::Action::respond, incident));
  const std::string reason(trim(pace.reason));
  if (pace.snoozed_until && reason.empty())
    return invalid("putting an update off needs a reason").at("/reason").with_help("Say why nothing is to be told until then.");
  if (pace.snoozed_until && *pace.snoozed_until <= tx.now())
    return invalid("an update is put off until a time that is still to come").at("/snoozed_until");
  store::put_pace(tx.db, incident, audience, {pace.minutes, pace.snoozed_until, reason});
  tx.append({incident, std::string(events::kUpdatesPaced), tx.now(),
             {{"audience", to_text(audience)}, {"minutes", json::or_null(pace.minutes)},
              {"snoozed_until", json::or_null(pace.snoozed_until)}, {"reason", reason}}});
  return {};
}

Result<std::vector<domain::Update>> list(db::Connection& db, const domain::Principal& who, std::int64_t incident) {
  TRY(journal::require_incident(db, who, domain::Action::read, incident));
  return store::list(db, incident);
}

std::vector<domain::UpdateDue> list_due(db::Connection& db, const domain::Incident& incident) {
  const auto updates = store::list(db, incident.number);
  auto paces = store::list_paces(db, incident.number);
  const Intervals intervals = store::find_intervals(db);
  std::vector<domain::UpdateDue> all;
  for (const domain::Audience audience : kAudiences) {
    const auto last = std::find_if(updates.begin(), updates.end(), [&](const auto& one) { return one.audience == audience; });
    const auto due = next_due(incident, audience, last == updates.end() ? std::nullopt : std::optional(*last),
                              paces[audience], intervals);
    if (due) all.push_back(*due);
  }
  std::stable_sort(all.begin(), all.end(), [](const auto& a, const auto& b) { return a.due_at < b.due_at; });
  return all;
}

}  // namespace debrief::features::updates
