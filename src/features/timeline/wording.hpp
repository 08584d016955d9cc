// SPDX-License-Identifier: Apache-2.0
// The sentences by which facts are told. `data` is the data of a fact of the kind that the name says, as
// domain/events.hpp lists it; missing fields are left out of the sentence. Pure.
#pragma once

#include "domain/fact.hpp"
#include "domain/vocabulary.hpp"

#include <string>
#include <string_view>

namespace debrief::features::timeline {

[[nodiscard]] std::string tell_declaration(const json::object& data, const domain::Vocabulary& words);
[[nodiscard]] std::string tell_title(const json::object& data);
[[nodiscard]] std::string tell_severity(const json::object& data, const domain::Vocabulary& words);
[[nodiscard]] std::string tell_state(const json::object& data, const domain::Vocabulary& words);
[[nodiscard]] std::string tell_services(const json::object& data);
[[nodiscard]] std::string tell_field(const json::object& data);
[[nodiscard]] std::string tell_visibility(const json::object& data);
[[nodiscard]] std::string tell_effects(const json::object& data);
[[nodiscard]] std::string tell_role(const json::object& data, bool taken, const domain::Vocabulary& words);
[[nodiscard]] std::string tell_alert(const json::object& data, bool firing);
[[nodiscard]] std::string tell_evidence(const json::object& data);
[[nodiscard]] std::string tell_broken_promise(const json::object& data);
[[nodiscard]] std::string tell_recurrence(const json::object& data);
[[nodiscard]] std::string tell_proof(const json::object& data);
[[nodiscard]] std::string tell_match(const json::object& data);
[[nodiscard]] std::string tell_postmortem_state(const json::object& data);
[[nodiscard]] std::string tell_run_started(const json::object& data);
[[nodiscard]] std::string tell_run_step(const json::object& data);
[[nodiscard]] std::string tell_run_ended(const json::object& data);

/// Needs the whole fact: the sentence says when it was recorded where that is a minute or more later.
[[nodiscard]] std::string tell_milestone(const domain::Fact& fact);
[[nodiscard]] std::string tell_milestone_cleared(const domain::Fact& fact);

/// Where a fact came from, in words: "Debrief (web)" for our own ways in, else the name of the source.
[[nodiscard]] std::string tell_source(std::string_view source);

}  // namespace debrief::features::timeline
