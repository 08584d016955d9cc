// SPDX-License-Identifier: Apache-2.0
#include "features/access/groups.hpp"

#include "features/access/people.hpp"
#include "features/access/teams.hpp"

#include <algorithm>
#include <map>

namespace debrief::features::access {
namespace {

constexpr std::size_t kMostGroups = 2000;

void set_membership(journal::Transaction& tx, const std::string& team_id, const std::string& user, bool belongs) {
  auto team = get_team(tx.db, team_id);
  if (!team) return;  // removed since the rule was made
  const auto at = std::find(team->members.begin(), team->members.end(), user);
  if ((at != team->members.end()) == belongs) return;
  if (belongs) team->members.push_back(user);
  else team->members.erase(at);
  if (!belongs && team->lead == user) team->lead.reset();
  (void)save_team(tx, *std::move(team)).has_value();
}

}  // namespace

std::optional<std::set<std::string>> groups_in(const json::object& claims, const std::string& claim) {
  const auto* value = claim.empty() ? nullptr : claims.if_contains(claim);
  if (value == nullptr) return std::nullopt;
  std::set<std::string> groups;
  if (value->is_string()) groups.emplace(value->get_string());
  if (value->is_array())
    for (const auto& each : value->get_array())
      if (each.is_string() && groups.size() < kMostGroups) groups.emplace(each.get_string());
  return groups;
}

std::optional<domain::AccessRole> role_for(const oidc::Rules& rules, const std::set<std::string>& groups) {
  std::optional<domain::AccessRole> highest;
  bool any = false;
  for (const auto& rule : rules.groups) {
    if (!rule.role) continue;
    any = true;
    if (groups.contains(rule.group)) highest = std::max(highest.value_or(domain::AccessRole::viewer), *rule.role);
  }
  if (!any) return std::nullopt;
  return highest.value_or(rules.role);
}

Result<User> apply_groups(journal::Transaction& tx, const oidc::Provider& provider, const json::object& claims, const User& user) {
  const auto groups = groups_in(claims, provider.rules.groups_claim);
  if (!groups) return user;
  std::map<std::string, bool> teams;
  for (const auto& rule : provider.rules.groups)
    if (rule.team) teams[*rule.team] = teams[*rule.team] || groups->contains(rule.group);
  for (const auto& [team, belongs] : teams) set_membership(tx, team, user.id, belongs);
  const auto role = role_for(provider.rules, *groups);
  if (!role || *role == user.role) return user;
  UserChange change;
  change.role = role;
  auto changed = change_user(tx, user.id, change);
  // The last administrator stays one: nobody could mend the rules.
  return changed ? *changed : user;
}

}  // namespace debrief::features::access
