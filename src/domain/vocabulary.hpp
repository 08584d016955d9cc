// SPDX-License-Identifier: Apache-2.0
// The words that a house may choose: how its severities are called, which states and roles it knows, and what it asks
// of incidents beyond what everybody needs. Ids stay for good, since facts hold them; a word that is no longer wanted
// is switched off and still names what was recorded with it. Pure.
#pragma once

#include "base/result.hpp"
#include "domain/incident.hpp"

#include <array>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace debrief::domain {

/// "sev1" (the worst) to "sev5": the ranks are fixed, so that rules and figures hold everywhere; the house names them.
struct Severity {
  std::string id;
  std::string name;
  std::string description;
  bool used = true;  ///< offered for new choices
};

/// A named state inside a fixed phase.
struct State {
  std::string id;
  std::string name;
  Phase phase = Phase::active;
  std::string milestone = {};  ///< what is reached with it, unless it was before; empty: nothing
  bool used = true;
};

struct RoleKind {
  std::string id;
  std::string name;
  bool exclusive = false;  ///< held by one person at a time
  bool used = true;
};

enum class FieldType { text, number, date, choice, person, link };
[[nodiscard]] std::string_view to_text(FieldType type);
[[nodiscard]] std::optional<FieldType> field_type_from(std::string_view text);

/// Something more that the house wants to know of its incidents.
struct FieldKind {
  std::string id;
  std::string name;
  std::string help;
  FieldType type = FieldType::text;
  std::vector<std::string> choices;  ///< of a choice
  std::vector<Kind> kinds;           ///< of which incidents; empty: of all
  bool asked = false;                ///< already when one is declared
  bool used = true;

  [[nodiscard]] bool fits(Kind kind) const;
};

/// Every list stands in the order in which people meet it; severities with the worst first.
struct Vocabulary {
  std::vector<Severity> severities;
  std::vector<State> states;
  std::vector<RoleKind> roles;
  std::vector<FieldKind> fields;

  /// Null when there is none of that id; those switched off are found. Valid as long as the vocabulary.
  [[nodiscard]] const Severity* find_severity(std::string_view id) const;
  [[nodiscard]] const State* find_state(std::string_view id) const;
  [[nodiscard]] const RoleKind* find_role(std::string_view id) const;
  [[nodiscard]] const FieldKind* find_field(std::string_view id) const;

  /// The name, or the id itself when there is none of that id.
  [[nodiscard]] std::string severity_name(std::string_view id) const;
  [[nodiscard]] std::string state_name(std::string_view id) const;
  [[nodiscard]] std::string role_name(std::string_view id) const;

  /// The first state in use of a phase: what an incident is in when nobody said more.
  [[nodiscard]] const State& first_state(Phase phase) const;
};

/// What holds until a house decides otherwise.
[[nodiscard]] const std::shared_ptr<const Vocabulary>& usual_vocabulary();

/// The five ranks, the worst first.
inline constexpr std::array<std::string_view, 5> kSeverityIds{"sev1", "sev2", "sev3", "sev4", "sev5"};
/// One of the five ranks, whatever they are called.
[[nodiscard]] bool is_severity(std::string_view id);

/// Whether `next` may follow on `now`: ids that are fit and each once, none gone, states in their phases, the five
/// severities, every phase with a state in use, names that are not empty, limits on all. Errors: invalid, with the path.
[[nodiscard]] Result<> check_vocabulary(const Vocabulary& now, const Vocabulary& next);

/// The value as it is kept: trimmed; numbers and dates (YYYY-MM-DD) as written. Errors: invalid, when it does not fit
/// the type or is longer than 1,000 bytes.
[[nodiscard]] Result<std::string> check_field(const FieldKind& kind, std::string_view value);

}  // namespace debrief::domain
