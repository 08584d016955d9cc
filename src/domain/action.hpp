// SPDX-License-Identifier: Apache-2.0
// Action items: what is to be done so that an incident is repaired, or does not come again, and the proof that it
// worked.
#pragma once

#include "base/clock.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace debrief::domain {

enum class ActionType { prevent, detect, mitigate, repair, investigate, process };
/// Corrective ones deal with the incident that was (repair, investigate), preventive ones with the next one.
enum class ActionNature { corrective, preventive };
enum class ActionPriority { p1, p2, p3, p4 };
enum class ActionState { open, in_progress, blocked, done, will_not_do };
/// How the incidents since then bear out the check of an action; `none` for actions without one.
enum class ActionProof { none, unproven, proven, recurred };

[[nodiscard]] std::string_view to_text(ActionType type);
[[nodiscard]] std::string_view to_text(ActionNature nature);
[[nodiscard]] std::string_view to_text(ActionPriority priority);
[[nodiscard]] std::string_view to_text(ActionState state);
[[nodiscard]] std::string_view to_text(ActionProof proof);
[[nodiscard]] std::optional<ActionType> action_type_from(std::string_view text);
[[nodiscard]] std::optional<ActionPriority> action_priority_from(std::string_view text);
[[nodiscard]] std::optional<ActionState> action_state_from(std::string_view text);
[[nodiscard]] std::optional<ActionProof> action_proof_from(std::string_view text);

[[nodiscard]] ActionNature nature_of(ActionType type);
/// Neither done nor given up.
[[nodiscard]] bool is_open(ActionState state);
/// "ACT-7", as people say it.
[[nodiscard]] std::string action_key(std::int64_t number);

/// What must hold once the action is done.
struct ActionCheck {
  enum class Kind {
    alert_quiet,     ///< the alert `alert` (of `service`, when that is set) does not fire for `days`
    template_quiet,  ///< the log template `log_template` does not appear in the logs of later incidents for `days`
    link_merged,     ///< the linked issue or change is closed or merged in its tracker
    drill_passed,    ///< a drill of the incident that was begun after the action was done is passed
  };
  Kind kind = Kind::alert_quiet;
  std::string alert;
  std::string service;
  std::string log_template;  ///< its stable id
  std::int64_t days = 30;
  std::int64_t minutes = 0;  ///< of a drill: both marks within so many from its first alert; 0: at any time
};
[[nodiscard]] std::string_view to_text(ActionCheck::Kind kind);
[[nodiscard]] std::optional<ActionCheck::Kind> action_check_from(std::string_view text);

/// Where an action is followed in another system.
struct ActionLink {
  std::string url;
  std::string tracker;             ///< id of a configured tracker; empty: nobody asks after its state
  std::string key;                 ///< there, such as "shop/api#41" or "OPS-12"; empty when not known
  std::string title;               ///< there; empty until it was asked
  std::string state;               ///< "open", "closed" or "merged"; empty until it was asked
  std::optional<Instant> seen_at;  ///< when the state was learned
  std::optional<Instant> changed_at = {};  ///< when the tracker says that it changed there; absent where it does not
};

struct ActionItem {
  std::int64_t number = 0;
  std::int64_t incident = 0;
  ActionType type = ActionType::prevent;
  std::string title;  ///< one line
  std::string text;   ///< Markdown
  ActionPriority priority = ActionPriority::p3;
  std::string owner;                    ///< a name; empty while nobody owns it
  std::optional<std::string> owner_id;  ///< the account of the owner, when there is one
  std::string team;                     ///< may be empty
  Instant due_at;
  ActionState state = ActionState::open;
  std::string reason;                   ///< why it is in this state; never empty for will_not_do
  std::vector<std::int64_t> waits_for;  ///< numbers of actions that must be done before
  std::string factor;                   ///< id of the factor that it addresses; may be empty
  std::vector<std::int64_t> entries;    ///< cited timeline entries
  std::optional<ActionCheck> check;
  ActionProof proof = ActionProof::none;
  std::string proof_note;           ///< in words: what was seen
  std::optional<Instant> proof_at;  ///< when the proof came to be what it is
  std::optional<ActionLink> link;
  std::string added_by;
  Instant added_at;
  std::optional<Instant> closed_at;  ///< since it is done or given up
  std::int64_t version = 1;
};

}  // namespace debrief::domain
