// SPDX-License-Identifier: Apache-2.0
#include "features/services/dependencies.hpp"

#include "base/text.hpp"
#include "features/services/store.hpp"

#include <algorithm>
#include <set>

namespace debrief::features::services {

std::vector<std::vector<std::string>> list_dependencies(db::Connection& db, std::vector<std::string> services) {
  std::sort(services.begin(), services.end());
  if (services.size() > kMostDependencies) services.resize(kMostDependencies);
  std::set<std::string> seen;
  std::vector<std::vector<std::string>> outermost;
  for (std::string& name : services)
    if (seen.insert(to_lower(name)).second) outermost.push_back({std::move(name)});
  std::vector<std::vector<std::string>> found;
  for (std::size_t depth = 0; depth < kDeepestDependency && !outermost.empty(); ++depth) {
    std::vector<std::string> names;
    for (const auto& way : outermost) names.push_back(way.back());
    const auto needs = store::list_needs(db, names);
    std::vector<std::vector<std::string>> next;
    for (const auto& way : outermost) {
      const auto known = needs.find(way.back());
      if (known == needs.end()) continue;
      for (const std::string& needed : known->second) {
        if (found.size() + next.size() == kMostDependencies) break;
        if (!seen.insert(to_lower(needed)).second) continue;
        next.push_back(way);
        next.back().push_back(needed);
      }
    }
    found.insert(found.end(), next.begin(), next.end());
    outermost = std::move(next);
  }
  return found;
}

}  // namespace debrief::features::services
