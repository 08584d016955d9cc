// SPDX-License-Identifier: Apache-2.0
#include "features/postmortems/review/review.hpp"
#include "features/postmortems/review/review_store.hpp"

#include "base/time.hpp"
#include "domain/events.hpp"
#include "journal/visibility.hpp"

namespace debrief::features::postmortems::review {

Result<std::optional<Meeting>> find_meeting(db::Connection& db, const domain::Principal& who, std::int64_t incident) {
  TRY(journal::require_incident(db, who, domain::Action::read, incident));
  return store::find_meeting(db, incident);
}

Result<Meeting> set_meeting(journal::Transaction& tx, const Ports& ports, const domain::Principal& who,
                            const domain::Incident& incident, Meeting wanted, const std::vector<std::string>& tell) {
  TRY(journal::require_incident(tx.db, who, domain::Action::respond, incident.number));
  const auto before = store::find_meeting(tx.db, incident.number);
  if (wanted.cancelled && (!before || before->cancelled)) return not_found("no meeting is set");
  wanted.incident = incident.number;
  wanted.sequence = before ? before->sequence + 1 : 0;
  wanted.set_by = who.name;
  wanted.set_at = tx.now();
  store::put_meeting(tx.db, wanted);
  tx.append({incident.number, std::string(domain::events::kMeetingSet), tx.now(),
             {{"at", wanted.cancelled ? json::value(nullptr) : json::value(to_rfc3339(wanted.at))},
              {"minutes", wanted.minutes}, {"place", wanted.place}}});
  const std::string key = domain::incident_key(incident.number);
  domain::Notice notice;
  notice.kind = "meeting.set";
  for (const std::string& id : tell)
    if (id != who.id) notice.to.push_back(id);
  notice.incident = incident.number;
  notice.title = wanted.cancelled ? fmt::format("The meeting about {} is called off", key)
                                  : fmt::format("Postmortem meeting about {}: {} UTC", key, to_minutes(wanted.at));
  notice.text = wanted.cancelled ? incident.title
                                 : fmt::format("{}\n{} minutes{}{}", incident.title, wanted.minutes, wanted.place.empty() ? "" : ", ", wanted.place);
  notice.path = fmt::format("/incidents/{}/postmortem", incident.number);
  notice.key = fmt::format("meeting/{}/{}", incident.number, wanted.sequence);
  ports.notify(tx, notice);
  return wanted;
}

}  // namespace debrief::features::postmortems::review
