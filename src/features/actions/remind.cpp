// SPDX-License-Identifier: Apache-2.0
#include "features/actions/actions.hpp"
#include "features/actions/facts.hpp"
#include "features/actions/self.hpp"
#include "features/actions/store.hpp"

#include "base/time.hpp"
#include "base/working_days.hpp"

namespace debrief::features::actions {
namespace {

constexpr Micros kSoon = std::chrono::hours(72);
constexpr Micros kWeek = std::chrono::hours(24 * 7);

domain::Notice reminder(const domain::ActionItem& action, Instant now) {
  const bool overdue = action.due_at < now;
  const std::string key = domain::action_key(action.number);
  domain::Notice notice;
  notice.kind = "action.due";
  notice.to = {*action.owner_id};
  notice.incident = action.incident;
  notice.title = overdue ? fmt::format("{} is overdue by {}: {}", key, describe_span(now - action.due_at), action.title)
                         : fmt::format("{} is due in {}: {}", key, describe_span(action.due_at - now), action.title);
  notice.text = fmt::format(
      "An action of {} that you own.\nPriority: {}.\nDue: {} UTC.\nFinish it, move the date, or "
      "say why it will not be done.",
      domain::incident_key(action.incident), to_text(action.priority), to_minutes(action.due_at));
  notice.path = path_of(action);
  const std::string when = overdue ? fmt::format("week {}", (now - action.due_at) / kWeek) : std::string("soon");
  notice.key = fmt::format("action/{}/{}/{}", action.number, action.due_at.micros, when);
  return notice;
}

}  // namespace

std::optional<Instant> remind(journal::Journal& journal, const Ports& ports) {
  const Instant now = journal.clock().now();
  const Instant again = now + std::chrono::hours(1);
  if (!is_working_day(now)) return again;
  const auto due = journal.database().read([&](db::Connection& db) { return store::list_due(db, now + kSoon); });
  for (const domain::ActionItem& action : due) {
    if (!action.owner_id) continue;
    const auto told = journal.write(kOrigin, [&](journal::Transaction& tx) -> Result<> {
      ports.notify(tx, reminder(action, now));
      return {};
    });
    static_cast<void>(told);
  }
  return again;
}

}  // namespace debrief::features::actions
