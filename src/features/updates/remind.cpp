// SPDX-License-Identifier: Apache-2.0
#include "features/updates/store.hpp"
#include "features/updates/updates.hpp"

#include "base/time.hpp"

#include <algorithm>

namespace debrief::features::updates {
namespace {

const domain::Principal kSelf{"", "Debrief", domain::AccessRole::administrator, "updates"};
const journal::Origin kOrigin{"Debrief", "", "updates", std::nullopt};

std::string_view name_of(domain::Audience audience) {
  if (audience == domain::Audience::executive) return "executives";
  return audience == domain::Audience::customer ? "customers" : "the house";
}

/// Accounts of those who hold these roles now; of who declared it, when none of them has one.
std::vector<std::string> people_of(const Ports& ports, const domain::Incident& incident) {
  std::vector<std::string> ids;
  const auto add = [&](const std::string& person) {
    const auto id = ports.find_user_id(person);
    if (id && std::find(ids.begin(), ids.end(), *id) == ids.end()) ids.push_back(*id);
  };
  for (const auto& held : incident.roles)
    if (!held.until && (held.role == "communications" || held.role == "incident_commander")) add(held.person);
  if (ids.empty()) add(incident.declared_by);
  return ids;
}

domain::Notice reminder(const Ports& ports, const domain::Incident& incident, const domain::UpdateDue& due) {
  domain::Notice notice;
  notice.kind = "update.due";
  notice.to = people_of(ports, incident);
  notice.incident = incident.number;
  notice.title = fmt::format("{}: an update for {} is due", domain::incident_key(incident.number), name_of(due.audience));
  notice.text = fmt::format("{}\nIt was due at {} UTC. Post it, or put it off with a reason.", incident.title, to_minutes(due.due_at));
  notice.path = fmt::format("/incidents/{}/room", incident.number);
  notice.key = fmt::format("update/{}/{}/{}", incident.number, to_text(due.audience), due.due_at.micros);
  return notice;
}

}  // namespace

std::optional<Instant> remind(journal::Journal& journal, const Ports& ports) {
  const Instant now = journal.clock().now();
  const auto running = journal.database().read([](db::Connection& db) { return store::list_running(db); });
  for (const std::int64_t number : running) {
    const auto incident = ports.get_incident(kSelf, number);
    if (!incident) continue;
    auto due = journal.database().read([&](db::Connection& db) { return list_due(db, *incident); });
    std::erase_if(due, [&](const auto& one) { return one.due_at > now; });
    if (due.empty()) continue;
    const auto told = journal.write(kOrigin, [&](journal::Transaction& tx) -> Result<> {
      for (const auto& one : due) ports.notify(tx, reminder(ports, *incident, one));
      return {};
    });
    static_cast<void>(told);
  }
  return now + std::chrono::minutes(1);
}

}  // namespace debrief::features::updates
