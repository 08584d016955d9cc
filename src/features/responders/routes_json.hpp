// SPDX-License-Identifier: Apache-2.0
// How the slice's figures read outside.
#pragma once

#include "base/json.hpp"
#include "features/responders/load.hpp"
#include "features/responders/store.hpp"

#include <optional>
#include <string>
#include <vector>

namespace debrief::features::responders {

/// `interrupted` where the reader may know it.
[[nodiscard]] json::object to_json(const Engagement& part, const ResponsePhase& response,
                                   const std::optional<Interrupted>& interrupted);
[[nodiscard]] json::object to_json(const PersonLoad& load);
[[nodiscard]] json::object to_json(const Spread& spread);
/// RFC 4180, with a heading; one line for each person.
[[nodiscard]] std::string to_csv(const std::vector<PersonLoad>& loads);

}  // namespace debrief::features::responders
