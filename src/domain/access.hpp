// SPDX-License-Identifier: Apache-2.0
// Who may do what: one policy function below every read and write.
#pragma once

#include "base/result.hpp"
#include "domain/incident.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace debrief::domain {

/// What an account may do at most; each includes the ones before it.
enum class AccessRole { viewer, responder, editor, administrator };
[[nodiscard]] std::string_view to_text(AccessRole role);
[[nodiscard]] std::optional<AccessRole> access_role_from(std::string_view text);

enum class Action {
  read,        ///< see incidents, timelines, evidence, published and drafted postmortems
  respond,     ///< declare, note, set states, milestones and roles, add evidence
  edit,        ///< write postmortems, curate timelines, import archives
  publish,     ///< publish a postmortem
  administer,  ///< accounts, sources, quarantine
};
[[nodiscard]] std::string_view to_text(Action action);
[[nodiscard]] std::optional<Action> action_from(std::string_view text);

/// Who is asking. `id` is empty for the person at the machine's own command line.
struct Principal {
  std::string id;
  std::string name;
  AccessRole role = AccessRole::viewer;
  std::string via = "api";  ///< "web", "api", "cli": becomes the source of facts
  Action scope = Action::administer;  ///< the most that its credential allows, whatever the role
};

/// The principal with no more rights than `scope`: the role is lowered to what the scope needs, so that an
/// administrator's narrow token sees no private incident either.
[[nodiscard]] Principal limited(Principal who, Action scope);

/// What the action is about, as far as the policy looks at it. An absent visibility means no single object.
struct Object {
  std::optional<Visibility> visibility;
  bool involved = false;  ///< the principal declared it, holds a role in it, or was let in
};

/// The policy. Private objects are open to administrators and to those involved only.
[[nodiscard]] bool allows(const Principal& who, Action action, const Object& object = {});

/// As allows, as an error: not_found when who may not even read the object (so that it looks as if it did
/// not exist), else forbidden.
[[nodiscard]] Result<> require(const Principal& who, Action action, const Object& object = {});

}  // namespace debrief::domain
