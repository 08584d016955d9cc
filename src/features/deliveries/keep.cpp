// SPDX-License-Identifier: Apache-2.0
#include "features/deliveries/self.hpp"

#include "features/deliveries/event_kinds.hpp"
#include "features/deliveries/selection.hpp"

#include <map>

namespace debrief::features::deliveries {
namespace {

const domain::Principal kServer{"", "Debrief", domain::AccessRole::administrator, "deliveries"};

// What is to be put down, once the transaction is open.
struct Planned {
  const Endpoint* endpoint;
  Message message;
  std::int64_t incident;
  std::string key;
};

class Planner {
 public:
  Planner(const Ports& ports, const std::vector<Endpoint>& endpoints) : ports_(ports), endpoints_(endpoints) {}

  void add(const domain::Fact& fact, const Event& event) {
    const domain::Incident* incident = find_incident(fact.incident);
    if (incident == nullptr) return;
    for (const Endpoint& endpoint : endpoints_)
      if (endpoint.created_at <= fact.recorded_at && wants(endpoint, event, *incident))
        planned.push_back(
            {&endpoint, message_of(fact, event, *incident), fact.incident, fmt::format("fact/{}", fact.position)});
  }

  std::vector<Planned> planned;

 private:
  const domain::Incident* find_incident(std::int64_t number) {
    const auto known = incidents_.find(number);
    if (known != incidents_.end()) return known->second ? &*known->second : nullptr;
    auto found = ports_.get_incident(kServer, number);
    auto& kept = incidents_[number];
    if (found) kept = std::move(*found);
    return kept ? &*kept : nullptr;
  }

  [[nodiscard]] Message message_of(const domain::Fact& fact, const Event& event,
                                   const domain::Incident& incident) const {
    const std::string url = link_to(ports_, fmt::format("/incidents/{}", incident.number));
    const auto entry = ports_.project(fact);
    json::object data{{"incident", incident_json(incident, url)}, {"change", event.change}, {"actor", fact.actor}};
    return {event.type, fact.recorded_at, std::move(data), text_of(incident, event, entry ? entry->text : ""), url};
  }

  const Ports& ports_;
  const std::vector<Endpoint>& endpoints_;
  std::map<std::int64_t, std::optional<domain::Incident>> incidents_;
};

// Long transactions hold up everybody: the endpoint is looked up, and its job called for, once.
void put_down_all(journal::Transaction& tx, const std::vector<Planned>& planned) {
  struct Receiver {
    std::optional<Endpoint> endpoint;  ///< removed, switched off or on meanwhile: what holds now counts
    bool new_messages = false;
  };
  std::map<std::string, Receiver> receivers;
  for (const Planned& one : planned) {
    const auto [at, added] = receivers.try_emplace(one.endpoint->id);
    auto& [endpoint, new_messages] = at->second;
    if (added) endpoint = store::find_endpoint(tx.db, one.endpoint->id);
    if (endpoint && endpoint->state != EndpointState::off &&
        insert_message(tx, *endpoint, one.message, one.incident, one.key))
      new_messages = true;
  }
  for (const auto& [id, receiver] : receivers)
    if (receiver.new_messages && receiver.endpoint->state == EndpointState::on)
      hurry(tx.db, *receiver.endpoint, tx.now());
}

}  // namespace

void keep(journal::Journal& journal, const Ports& ports, const std::vector<domain::Fact>& facts) {
  std::vector<std::pair<const domain::Fact*, Event>> told;
  for (const domain::Fact& fact : facts)
    if (auto event = event_of(fact)) told.emplace_back(&fact, std::move(*event));
  if (told.empty()) return;
  auto endpoints = journal.database().read([](db::Connection& db) { return store::list_endpoints(db); });
  std::erase_if(endpoints, [](const Endpoint& one) { return !one.owner.empty() || one.state == EndpointState::off; });
  if (endpoints.empty()) return;
  Planner planner(ports, endpoints);
  for (const auto& [fact, event] : told) planner.add(*fact, event);
  if (planner.planned.empty()) return;
  const auto kept = journal.write(kOrigin, [&](journal::Transaction& tx) -> Result<> {
    put_down_all(tx, planner.planned);
    return {};
  });
  static_cast<void>(kept);
}

}  // namespace debrief::features::deliveries
