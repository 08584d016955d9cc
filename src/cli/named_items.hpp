// SPDX-License-Identifier: Apache-2.0
// People and teams by what a person calls them.
#pragma once

#include "cli/client.hpp"

#include <string>
#include <string_view>

namespace debrief::cli {

/// The one item of the list at `path` that has this name, e-mail address or id, in whatever case. `what`: person or
/// team, for messages. Errors: not_found; conflict when several fit; those of the API.
[[nodiscard]] Result<json::object> find_named(ApiClient& api, const std::string& path, std::string_view what,
                                              const std::string& wanted);

[[nodiscard]] Result<json::object> find_person(ApiClient& api, const std::string& who);

}  // namespace debrief::cli
