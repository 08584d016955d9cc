// SPDX-License-Identifier: Apache-2.0
#include "features/duties/duties.hpp"
#include "features/duties/self.hpp"
#include "features/duties/store.hpp"

#include "base/time.hpp"
#include "base/working_days.hpp"

namespace debrief::features::duties {
namespace {

domain::Notice reminder(const domain::Duty& duty, const std::string& title, Instant now) {
  const bool overdue = duty.due_at < now;
  const std::string key = domain::incident_key(duty.incident);
  domain::Notice notice;
  notice.kind = "postmortem.overdue";
  if (duty.owner_id) notice.to = {*duty.owner_id};
  notice.incident = duty.incident;
  notice.title = fmt::format("The postmortem of {} {}", key,
                             overdue ? "is overdue by " + describe_span(now - duty.due_at) : "is due in " + describe_span(duty.due_at - now));
  notice.text = fmt::format("{}: {}\nWhy it is needed: {}.\nDue: {} UTC.\nPublish it, move the date, or say why it is not needed.",
                            key, title, duty.reason, to_minutes(duty.due_at));
  notice.path = fmt::format("/incidents/{}/postmortem", duty.incident);
  notice.key = fmt::format("duty/{}/{}/{}", duty.incident, duty.due_at.micros, overdue ? to_rfc3339(now).substr(0, 10) : "soon");
  return notice;
}

}  // namespace

std::optional<Instant> remind(journal::Journal& journal, const Ports& ports) {
  const Instant now = journal.clock().now();
  const Instant again = now + std::chrono::hours(1);
  if (!is_working_day(now)) return again;
  const auto due = journal.database().read(
      [&](db::Connection& db) { return store::list_due(db, now + std::chrono::hours(24)); });
  for (const domain::Duty& duty : due) {
    const auto incident = ports.get_incident(kSelf, duty.incident);
    if (!incident || !duty.owner_id) continue;
    const auto told = journal.write(kOrigin, [&](journal::Transaction& tx) -> Result<> {
      ports.notify(tx, reminder(duty, incident->title, now));
      return {};
    });
    static_cast<void>(told);
  }
  return again;
}

}  // namespace debrief::features::duties
