// SPDX-License-Identifier: Apache-2.0
// What services need, as the catalogue tells.
#pragma once

#include "db/database.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace debrief::features::services {

inline constexpr std::size_t kDeepestDependency = 2;  ///< steps
inline constexpr std::size_t kMostDependencies = 30;

/// Ways from the services to what they depend on, each from one of `services` to a service that is none of them; to
/// each the shortest one, the shortest first, then by name. Names that differ in case only are the same service. Empty
/// where the catalogue knows none of them.
[[nodiscard]] std::vector<std::vector<std::string>> list_dependencies(db::Connection& db,
                                                                      std::vector<std::string> services);

}  // namespace debrief::features::services
