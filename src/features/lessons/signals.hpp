// SPDX-License-Identifier: Apache-2.0
// What incidents have in common beside their words, as exact terms: alerts, labels, services, codes of errors, kinds of
// log messages, factors.
#pragma once

#include "domain/incident.hpp"
#include "domain/ports.hpp"
#include "search/document.hpp"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace debrief::features::lessons {

/// Everything that is known of an incident and compared as a whole.
struct SignalsOf {
  std::vector<std::string> services = {};
  std::vector<domain::Alert> alerts = {};
  std::vector<domain::LogTemplate> templates = {};
  std::vector<domain::Factor> factors = {};
  std::string text = {};  ///< error codes are read from it
  /// Ways from one of the services to one that it depends on, both included. They are asked for and never kept: what
  /// depends on what may have changed since a past incident, and counts as it is now.
  std::vector<std::vector<std::string>> dependencies = {};
};

/// Each term once, sorted: "service:checkout", "alert:HighErrorRate", "alert-of:HighErrorRate@checkout",
/// "label:cluster=eu-1", "error:ECONNRESET", "template:<id>", "factor:technical.configuration".
[[nodiscard]] std::vector<std::string> signal_terms(const SignalsOf& signals);

/// The same as asked for: with what each contributes where one past incident only has it. All templates together
/// weigh no more than two alerts do. A service that one of the incident's depends on weighs half of what the same service
/// does, and again half for each further step.
[[nodiscard]] std::vector<search::ExactTerm> asked_signals(const SignalsOf& signals);

/// "checkout depends on payments, where it happened then" by term.
[[nodiscard]] std::map<std::string, std::string> dependencies_in_words(const SignalsOf& signals);

/// "same alert HighErrorRate", and so on. `names` says what a template reads like, by its id, and what whole terms are
/// called, by term.
[[nodiscard]] std::string signal_in_words(std::string_view term, const std::map<std::string, std::string>& names);

/// The codes of errors that a text names: ECONNRESET, SQLSTATE 40001, ORA-00060, HTTP 503, OutOfMemoryError.
[[nodiscard]] std::vector<std::string> error_codes(std::string_view text);

}  // namespace debrief::features::lessons
