// SPDX-License-Identifier: Apache-2.0
// The SQL of the services slice.
#pragma once

#include "features/services/services.hpp"

namespace debrief::features::services::store {

void put(db::Connection& db, const Kept& kept);
/// Whether there was one.
bool erase(db::Connection& db, std::string_view name);

/// How often incidents name a service, as far as `who` may read them.
struct Use {
  std::string service;
  std::int64_t incidents = 0;
  std::int64_t open = 0;    ///< in triage or active
  std::int64_t recent = 0;  ///< declared since
  std::int64_t newest = 0;  ///< number of the newest incident
};
[[nodiscard]] std::vector<Use> list_uses(db::Connection& db, const domain::Principal& who, Instant since);

/// What each of the services depends on, as far as the catalogue knows it, by name.
[[nodiscard]] std::map<std::string, std::vector<std::string>> list_needs(db::Connection& db, const std::vector<std::string>& services);

/// That a person held a role in an earlier incident of the service.
struct Past {
  std::string person;
  std::optional<std::string> user_id;
  std::string service;
  std::int64_t incident = 0;
};
/// Newest incidents first within a service, at most 500 for each, without incident `before` and without what `who` may
/// not read.
[[nodiscard]] std::vector<Past> list_past(db::Connection& db, const domain::Principal& who, std::int64_t before,
                                          const std::vector<std::string>& services);

}  // namespace debrief::features::services::store
