// SPDX-License-Identifier: Apache-2.0
#include "features/dates/dates.hpp"
#include "features/dates/self.hpp"
#include "features/dates/store.hpp"

#include "base/time.hpp"
#include "base/working_days.hpp"

#include <map>
#include <set>

namespace debrief::features::dates {
namespace {

constexpr std::int64_t kMostReminded = 1000;

std::vector<std::string> people_after(const Ports& ports, const domain::Incident& incident) {
  std::set<std::string> people;
  for (const char* role : {"incident_commander", "deputy"})
    if (const auto* holder = incident.find_holder(role))
      if (const auto id = ports.find_user_id(holder->person)) people.insert(*id);
  if (const auto duty = ports.find_duty(kSelf, incident.number); duty && *duty && (*duty)->owner_id) people.insert(*(*duty)->owner_id);
  if (people.empty())
    if (const auto id = ports.find_user_id(incident.declared_by)) people.insert(*id);
  return {people.begin(), people.end()};
}

domain::Notice reminder_of(const domain::Incident& incident, const std::vector<Dated>& steps, Instant now) {
  domain::Notice notice;
  notice.kind = "dates.due";
  notice.incident = incident.number;
  notice.title = steps.size() == 1 ? fmt::format("{}: {} is due", domain::incident_key(incident.number), steps.front().name)
                                   : fmt::format("{}: {} steps after the incident are due", domain::incident_key(incident.number), steps.size());
  notice.text = incident.title;
  for (const Dated& step : steps)
    notice.text += fmt::format("\n{}: {}", step.name, *step.due_at < now ? "overdue by " + describe_span(now - *step.due_at) : "due in " + describe_span(*step.due_at - now));
  notice.text += "\nMark what is done, or move a date and say why.";
  notice.path = fmt::format("/incidents/{}#dates", incident.number);
  notice.key = fmt::format("dates/{}/{}", incident.number, to_rfc3339(now).substr(0, 10));
  return notice;
}

// Nothing is recorded at the moment at which a meeting ends.
void settle_reviews(journal::Journal& journal, const Ports& ports) {
  const auto open = journal.database().read([&](db::Connection& db) { return store::list_open(db, kReview, kMostReminded); });
  for (const std::int64_t number : open)
    if (const auto meeting = ports.find_meeting(number); meeting && meeting->ends_at <= journal.clock().now()) keep_one(journal, ports, number);
}

}  // namespace

std::optional<Instant> remind(journal::Journal& journal, const Ports& ports) {
  const Instant now = journal.clock().now();
  const Instant again = now + std::chrono::hours(1);
  settle_reviews(journal, ports);
  if (!is_working_day(now)) return again;
  std::map<std::int64_t, std::vector<Dated>> by_incident;
  const auto due = journal.database().read([&](db::Connection& db) { return store::list_due(db, kSelf, now + std::chrono::hours(24), kMostReminded); });
  for (const auto& one : due) by_incident[one.step.incident].push_back(one.step);
  for (const auto& [number, steps] : by_incident) {
    const auto incident = ports.get_incident(kSelf, number);
    if (!incident) continue;
    domain::Notice notice = reminder_of(*incident, steps, now);
    notice.to = people_after(ports, *incident);
    if (notice.to.empty()) continue;
    const auto told = journal.write(kOrigin, [&](journal::Transaction& tx) -> Result<> {
      ports.notify(tx, notice);
      return {};
    });
    static_cast<void>(told);
  }
  return again;
}

}  // namespace debrief::features::dates
