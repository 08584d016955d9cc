// SPDX-License-Identifier: Apache-2.0
#include "domain/access.hpp"

#include <algorithm>
#include <array>

namespace debrief::domain {
namespace {

constexpr std::array<std::string_view, 4> kNames{"viewer", "responder", "editor", "administrator"};

AccessRole least_role(Action action) {
  switch (action) {
    case Action::read: return AccessRole::viewer;
    case Action::respond: return AccessRole::responder;
    case Action::edit:
    case Action::publish: return AccessRole::editor;
    case Action::administer: return AccessRole::administrator;
  }
  return AccessRole::administrator;
}

constexpr std::array<std::string_view, 5> kActions{"read", "respond", "edit", "publish", "administer"};

}  // namespace

std::string_view to_text(Action action) { return kActions[static_cast<std::size_t>(action)]; }

std::optional<Action> action_from(std::string_view text) {
  for (std::size_t i = 0; i < kActions.size(); ++i)
    if (kActions[i] == text) return static_cast<Action>(i);
  return std::nullopt;
}

Principal limited(Principal who, Action scope) {
  who.role = std::min(who.role, least_role(scope));
  who.scope = std::min(who.scope, scope);
  return who;
}

std::string_view to_text(AccessRole role) { return kNames[static_cast<std::size_t>(role)]; }

std::optional<AccessRole> access_role_from(std::string_view text) {
  for (std::size_t i = 0; i < kNames.size(); ++i)
    if (kNames[i] == text) return static_cast<AccessRole>(i);
  return std::nullopt;
}

bool allows(const Principal& who, Action action, const Object& object) {
  if (action > who.scope || who.role < least_role(action)) return false;
  const bool hidden = object.visibility == Visibility::private_ && !object.involved;
  return !hidden || who.role == AccessRole::administrator;
}

Result<> require(const Principal& who, Action action, const Object& object) {
  if (allows(who, action, object)) return {};
  if (object.visibility && !allows(who, Action::read, object)) return not_found("there is no such incident");
  if (action > who.scope)
    return make_error(ErrorCode::forbidden, "what you signed in with may not do this: it is limited to '{}'", to_text(who.scope))
        .with_help("Use an API token with a wider scope; administrators may have to set up a second factor first.");
  return make_error(ErrorCode::forbidden, "your account ({}) may not do this", to_text(who.role))
      .with_help(fmt::format("It takes the role {} or higher; an administrator can give it.", to_text(least_role(action))));
}

}  // namespace debrief::domain
