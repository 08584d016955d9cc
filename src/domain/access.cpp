// SPDX-License-Identifier: Apache-2.0
#include "domain/access.hpp"

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

}  // namespace

std::string_view to_text(AccessRole role) { return kNames[static_cast<std::size_t>(role)]; }

std::optional<AccessRole> access_role_from(std::string_view text) {
  for (std::size_t i = 0; i < kNames.size(); ++i)
    if (kNames[i] == text) return static_cast<AccessRole>(i);
  return std::nullopt;
}

bool allows(const Principal& who, Action action, const Object& object) {
  if (who.role < least_role(action)) return false;
  const bool hidden = object.visibility == Visibility::private_ && !object.involved;
  return !hidden || who.role == AccessRole::administrator;
}

Result<> require(const Principal& who, Action action, const Object& object) {
  if (allows(who, action, object)) return {};
  if (object.visibility && !allows(who, Action::read, object)) return not_found("there is no such incident");
  return make_error(ErrorCode::forbidden, "your account ({}) may not do this", to_text(who.role))
      .with_help(fmt::format("It takes the role {} or higher; an administrator can give it.", to_text(least_role(action))));
}

}  // namespace debrief::domain
