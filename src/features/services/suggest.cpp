// SPDX-License-Identifier: Apache-2.0
#include "features/services/suggest.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace debrief::features::services {
namespace {

using domain::SuggestedResponder;
using domain::Service;

// A person whom the catalogue names knows the service; whom a past incident names knows how it fails.
constexpr std::int64_t kContact = 10, kLead = 8, kMember = 4, kPastIncident = 3, kMostPast = 4;
constexpr std::size_t kMostSuggested = 20, kMostKeys = 3;

const Service* find_service(const std::vector<Service>& catalogue, const std::string& name) {
  const auto found = std::find_if(catalogue.begin(), catalogue.end(), [&](const Service& one) { return one.name == name; });
  return found == catalogue.end() ? nullptr : &*found;
}

class Tally {
 public:
  explicit Tally(const Known& known) : known_(known) {}

  void add(const std::string& person, const std::optional<std::string>& user, std::int64_t weight, std::string reason) {
    SuggestedResponder& one = people_[to_lower(person)];
    if (one.person.empty()) one.person = person;
    if (user) one.user_id = user;
    if (!one.user_id) one.user_id = account_of(person);
    one.weight += weight;
    reasons_[to_lower(person)].emplace_back(weight, std::move(reason));
  }
  void add_account(const std::string& id, std::int64_t weight, std::string reason) {
    const auto found = std::find_if(known_.members.begin(), known_.members.end(), [&](const auto& member) { return member.id == id; });
    if (found != known_.members.end()) add(found->name, id, weight, std::move(reason));
  }

  [[nodiscard]] std::vector<SuggestedResponder> done(const std::set<std::string>& present) && {
    std::vector<SuggestedResponder> all;
    for (auto& [key, one] : people_) {
      if (present.contains(key)) continue;
      auto& reasons = reasons_[key];
      std::stable_sort(reasons.begin(), reasons.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
      for (auto& reason : reasons) one.reasons.push_back(std::move(reason.second));
      all.push_back(std::move(one));
    }
    std::stable_sort(all.begin(), all.end(), [](const SuggestedResponder& a, const SuggestedResponder& b) { return a.weight > b.weight; });
    if (all.size() > kMostSuggested) all.resize(kMostSuggested);
    return all;
  }

 private:
  std::optional<std::string> account_of(const std::string& person) const {
    for (const auto& member : known_.members)
      if (to_lower(member.name) == to_lower(person) || (!member.email.empty() && to_lower(member.email) == to_lower(person))) return member.id;
    return std::nullopt;
  }

  const Known& known_;
  std::map<std::string, SuggestedResponder> people_;
  std::map<std::string, std::vector<std::pair<std::int64_t, std::string>>> reasons_;
};

void add_owners(Tally& tally, const Known& known, const Service& service, const Concern& concern) {
  const std::int64_t share = concern.direct ? 2 : 1;
  const std::string tail = concern.why.empty() ? "" : ", " + concern.why;
  for (const std::string& contact : service.contacts)
    tally.add(contact, std::nullopt, kContact * share / 2, fmt::format("Contact of {}{}", service.name, tail));
  for (const auto& team : known.teams) {
    if (service.team.empty() || to_lower(team.name) != to_lower(service.team)) continue;
    for (const std::string& member : team.members) {
      const bool leads = team.lead == member;
      tally.add_account(member, (leads ? kLead : kMember) * share / 2,
                        fmt::format("{} the team {}, which owns {}{}", leads ? "Leads" : "Belongs to", team.name, service.name, tail));
    }
  }
}

void add_past(Tally& tally, const std::vector<store::Past>& past) {
  struct Held {
    std::optional<std::string> user;
    std::string person;
    std::set<std::int64_t, std::greater<>> incidents;
  };
  std::map<std::pair<std::string, std::string>, Held> held;  // by service and person
  for (const auto& one : past) {
    Held& of = held[{one.service, to_lower(one.person)}];
    of.person = one.person;
    if (one.user_id) of.user = one.user_id;
    of.incidents.insert(one.incident);
  }
  for (const auto& [key, of] : held) {
    std::string keys;
    for (std::size_t i = 0; const std::int64_t number : of.incidents) {
      if (i++ == kMostKeys) break;
      keys += (keys.empty() ? "" : ", ") + domain::incident_key(number);
    }
    const auto count = static_cast<std::int64_t>(of.incidents.size());
    tally.add(of.person, of.user, kPastIncident * std::min(count, kMostPast),
              count == 1 ? fmt::format("Had a role in an earlier incident of {} ({})", key.first, keys)
                         : fmt::format("Had roles in {} earlier incidents of {} ({}{})", count, key.first, keys,
                                       of.incidents.size() > kMostKeys ? ", …" : ""));
  }
}

}  // namespace

std::vector<Concern> list_concerns(const std::vector<std::string>& services, const std::vector<Service>& catalogue) {
  std::vector<Concern> concerns;
  std::set<std::string> seen;
  const auto add = [&](const std::string& name, std::string why, bool direct) {
    if (seen.insert(name).second) concerns.push_back({name, std::move(why), direct});
  };
  for (const std::string& name : services) add(name, "", true);
  for (const std::string& name : services)
    if (const Service* service = find_service(catalogue, name))
      for (const std::string& needed : service->depends_on) add(needed, fmt::format("which {} depends on", name), false);
  for (const Service& service : catalogue)
    for (const std::string& name : services)
      if (std::find(service.depends_on.begin(), service.depends_on.end(), name) != service.depends_on.end())
        add(service.name, fmt::format("which depends on {}", name), false);
  return concerns;
}

std::vector<SuggestedResponder> suggest(const domain::Incident& incident, const Known& known) {
  Tally tally(known);
  for (const Concern& concern : list_concerns(incident.services, known.catalogue))
    if (const Service* service = find_service(known.catalogue, concern.service)) add_owners(tally, known, *service, concern);
  add_past(tally, known.past);
  std::set<std::string> present;
  for (const auto& role : incident.roles)
    if (!role.until) present.insert(to_lower(role.person));
  return std::move(tally).done(present);
}

}  // namespace debrief::features::services
