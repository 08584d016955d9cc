// SPDX-License-Identifier: Apache-2.0
#include "features/deliveries/event_kinds.hpp"
#include "features/deliveries/selection.hpp"
#include "features/deliveries/self.hpp"

#include "base/time.hpp"

namespace debrief::features::deliveries {
namespace {

constexpr Micros kKept = std::chrono::hours(24 * 30);
const domain::Principal kSelf{"", "Debrief", domain::AccessRole::administrator, "deliveries"};

Event overdue_event(const domain::ActionItem& action) {
  return {std::string(kActionOverdue),
          {{"action", action.number},
           {"title", action.title},
           {"owner", action.owner},
           {"due_at", to_rfc3339(action.due_at)}}};
}

void tell_overdue(journal::Journal& journal, const Ports& ports) {
  auto endpoints = journal.database().read([](db::Connection& db) { return store::list_endpoints(db); });
  std::erase_if(endpoints, [](const Endpoint& one) { return !one.owner.empty() || one.state == EndpointState::off; });
  if (endpoints.empty()) return;
  const Instant now = journal.clock().now();
  for (const domain::ActionItem& action : ports.list_overdue(now)) {
    const auto incident = ports.get_incident(kSelf, action.incident);
    if (!incident) continue;
    const Event event = overdue_event(action);
    const std::string url = link_to(ports, fmt::format("/actions/{}", action.number));
    const std::string words = fmt::format("{} is overdue since {} UTC: {}", domain::action_key(action.number),
                                          to_minutes(action.due_at), action.title);
    const Message message{
        event.type,
        now,
        {{"incident", incident_json(*incident, link_to(ports, fmt::format("/incidents/{}", incident->number)))},
         {"change", event.change}},
        text_of(*incident, event, words),
        url};
    const auto told = journal.write(kOrigin, [&](journal::Transaction& tx) -> Result<> {
      for (const Endpoint& one : endpoints)
        // What was late before anybody listened is no news.
        if (one.created_at <= action.due_at && wants(one, event, *incident))
          put_down(tx, one, message, action.incident, fmt::format("action/{}/{}", action.number, action.due_at.micros));
      return {};
    });
    static_cast<void>(told);
  }
}

}  // namespace

std::optional<Instant> tidy(journal::Journal& journal, const Ports& ports) {
  tell_overdue(journal, ports);
  const Instant now = journal.clock().now();
  journal.database().write([&](db::Connection& db) {
    store::forget_old_secrets(db, now);
    store::forget_settled(db, now - kKept);
  });
  return now + std::chrono::hours(1);
}

}  // namespace debrief::features::deliveries
