// SPDX-License-Identifier: Apache-2.0
// What the groups that a provider tells of mean here.
#pragma once

#include "features/access/access.hpp"
#include "features/access/oidc/provider.hpp"

#include <set>

namespace debrief::features::access {

/// The claim as a list of texts or one text. Absent without the claim, which says nothing about groups then.
[[nodiscard]] std::optional<std::set<std::string>> groups_in(const json::object& claims, const std::string& claim);
/// The highest role of the groups; absent when the rules name no role at all.
[[nodiscard]] std::optional<domain::AccessRole> role_for(const oidc::Rules& rules, const std::set<std::string>& groups);

/// Sets role and teams as the rules say, at each sign-in. The last administrator stays one.
Result<User> apply_groups(journal::Transaction& tx, const oidc::Provider& provider, const json::object& claims, const User& user);

}  // namespace debrief::features::access
