// SPDX-License-Identifier: Apache-2.0
#include "features/drills/training.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace debrief::features::drills {

std::vector<Trained> record_of(const std::vector<domain::Member>& members, const std::vector<store::Past>& past,
                               const std::vector<store::Met>& met, Instant now) {
  std::map<std::int64_t, std::vector<std::string>> services_of;
  std::set<std::string> services;
  for (const auto& one : past) {
    services_of[one.incident] = one.services;
    services.insert(one.services.begin(), one.services.end());
  }
  std::vector<Trained> record;
  for (const auto& member : members) {
    if (member.role < domain::AccessRole::responder) continue;
    for (const std::string& service : services) {
      Trained trained{member.id, member.name, service, std::nullopt, {}, false};
      std::set<std::int64_t> seen;
      for (const auto& one : met) {  // the newest first
        const auto& about = services_of[one.incident];
        if (one.user_id != member.id || std::find(about.begin(), about.end(), service) == about.end()) continue;
        if (!trained.last_at || one.at > *trained.last_at) trained.last_at = one.at;
        if (seen.insert(one.incident).second) trained.met.push_back(one);
      }
      trained.due = !trained.last_at || *trained.last_at < now - std::chrono::days(kDueAfterDays);
      record.push_back(std::move(trained));
    }
  }
  std::stable_sort(record.begin(), record.end(), [](const Trained& a, const Trained& b) {
    return std::tuple(!a.due, a.name, a.service) < std::tuple(!b.due, b.name, b.service);
  });
  return record;
}

}  // namespace debrief::features::drills
