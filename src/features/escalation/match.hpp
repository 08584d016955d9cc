// SPDX-License-Identifier: Apache-2.0
// Which incidents a policy or a rule is about, and why. Pure.
#pragma once

#include "base/json.hpp"
#include "base/result.hpp"
#include "domain/incident.hpp"

#include <optional>
#include <string>
#include <vector>

namespace debrief::features::escalation {

inline constexpr std::size_t kLongestWords = 500;     // bytes of an expression
inline constexpr std::size_t kWordsSearched = 20'000;  // bytes of title and summary

/// Holds when everything holds that is set here; without anything, for every incident of its kinds.
struct Match {
  std::optional<std::string> severity;    ///< at least as bad as this one
  std::vector<std::string> services;      ///< one of them is concerned; in any case of ASCII letters
  std::vector<domain::Kind> kinds;        ///< empty: normal incidents only
  std::string words;                      ///< a regular expression (RE2, in any case) found in title or summary
};

/// What a match looks at.
struct Subject {
  std::int64_t number = 0;
  std::string title;
  std::string summary;
  domain::Kind kind = domain::Kind::normal;
  std::optional<std::string> severity;
  std::string severity_name;  ///< as the house calls it
  std::vector<std::string> services;
};

/// What titles of messages begin with: "Drill, SEV1, INC-7", so that nobody takes practice for the real thing.
[[nodiscard]] std::string head_of(const Subject& subject);

/// The schema IncidentMatch of api/openapi.yaml; null: an empty one. Errors: invalid, also for expressions that RE2
/// refuses.
[[nodiscard]] Result<Match> read_match(const json::value* document, const std::string& path);
[[nodiscard]] json::object to_json(const Match& match);

/// Why it matches, to follow "because": "severity is SEV1 and service checkout is concerned". Absent when it does not.
[[nodiscard]] std::optional<std::string> reason_of(const Match& match, const Subject& subject);

}  // namespace debrief::features::escalation
