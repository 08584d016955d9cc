// SPDX-License-Identifier: Apache-2.0
#include "domain/vocabulary.hpp"

#include <algorithm>

namespace debrief::domain {
namespace {

constexpr std::array<std::string_view, 6> kFieldTypes{"text", "number", "date", "choice", "person", "link"};

Vocabulary usual() {
  Vocabulary words;
  words.severities = {
      {"sev1", "SEV1", "Critical: many customers are stopped, or data or safety is at stake"},
      {"sev2", "SEV2", "Major: a main function is broken for many customers"},
      {"sev3", "SEV3", "Moderate: something is broken for some, or there is a way around"},
      {"sev4", "SEV4", "Minor: a blemish, or an internal function only"},
      {"sev5", "SEV5", "Notice: no effect yet"},
  };
  words.states = {
      {"triage", "Triage", Phase::triage},
      {"investigating", "Investigating", Phase::active},
      {"identified", "Identified", Phase::active, "identified"},
      {"fixing", "Fixing", Phase::active},
      {"monitoring", "Monitoring", Phase::active, "mitigated"},
      {"documenting", "Documenting", Phase::post_incident},
      {"reviewing", "Reviewing", Phase::post_incident},
      {"closed", "Closed", Phase::closed},
  };
  words.roles = {
      {"incident_commander", "Incident commander", true},
      {"deputy", "Deputy", true},
      {"scribe", "Scribe", true},
      {"communications", "Communications lead", true},
      {"subject_expert", "Subject matter expert", false},
      {"business_liaison", "Business liaison", false},
      {"customer_liaison", "Customer liaison", false},
      {"responder", "Responder", false},
  };
  return words;
}

template <class T>
const T* word_with(const std::vector<T>& words, std::string_view id) {
  const auto found = std::find_if(words.begin(), words.end(), [&](const T& word) { return word.id == id; });
  return found == words.end() ? nullptr : &*found;
}

template <class T>
std::string name_of(const T* word, std::string_view id) {
  return word != nullptr ? word->name : std::string(id);
}

}  // namespace

std::string_view to_text(FieldType type) { return kFieldTypes[static_cast<std::size_t>(type)]; }

std::optional<FieldType> field_type_from(std::string_view text) {
  const auto found = std::find(kFieldTypes.begin(), kFieldTypes.end(), text);
  if (found == kFieldTypes.end()) return std::nullopt;
  return static_cast<FieldType>(found - kFieldTypes.begin());
}

bool FieldKind::fits(Kind kind) const { return kinds.empty() || std::find(kinds.begin(), kinds.end(), kind) != kinds.end(); }

const Severity* Vocabulary::find_severity(std::string_view id) const { return word_with(severities, id); }
const State* Vocabulary::find_state(std::string_view id) const { return word_with(states, id); }
const RoleKind* Vocabulary::find_role(std::string_view id) const { return word_with(roles, id); }
const FieldKind* Vocabulary::find_field(std::string_view id) const { return word_with(fields, id); }

std::string Vocabulary::severity_name(std::string_view id) const { return name_of(find_severity(id), id); }
std::string Vocabulary::state_name(std::string_view id) const { return name_of(find_state(id), id); }
std::string Vocabulary::role_name(std::string_view id) const { return name_of(find_role(id), id); }

const State& Vocabulary::first_state(Phase phase) const {
  const auto found = std::find_if(states.begin(), states.end(), [&](const State& state) { return state.used && state.phase == phase; });
  return found != states.end() ? *found : usual_vocabulary()->first_state(phase);
}

const std::shared_ptr<const Vocabulary>& usual_vocabulary() {
  static const std::shared_ptr<const Vocabulary> kUsual = std::make_shared<const Vocabulary>(usual());
  return kUsual;
}

bool is_severity(std::string_view id) { return std::find(kSeverityIds.begin(), kSeverityIds.end(), id) != kSeverityIds.end(); }

}  // namespace debrief::domain
