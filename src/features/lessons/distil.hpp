// SPDX-License-Identifier: Apache-2.0
// What the library keeps of an incident: its words, its signature, what worked and what misled.
#pragma once

#include "domain/incident.hpp"
#include "domain/ports.hpp"
#include "features/lessons/signals.hpp"
#include "search/document.hpp"

#include <optional>
#include <string>
#include <vector>

namespace debrief::features::lessons {

struct Lesson {
  std::int64_t incident = 0;
  std::string document;  ///< the id it had at import, else its key
  std::string title;
  std::string body;                ///< plain text
  std::vector<std::string> terms;  ///< as signal_terms has them
  Instant occurred_at;
  std::string worked;  ///< plain text, some lines; empty when nobody said
  std::string misled;
};

inline constexpr std::size_t kBodyLimit = 200'000;

/// What is known of an incident that is over.
struct Known {
  std::vector<domain::Alert> alerts = {};
  std::optional<std::string> postmortem = {};  ///< Markdown
  std::optional<std::string> document = {};    ///< id at import
  std::vector<domain::Factor> factors = {};
  std::vector<domain::Account> accounts = {};
  std::vector<domain::LogTemplate> templates = {};
};

/// The body is the postmortem's text where there is one, else summary and impact; alerts add their names and
/// annotations. What worked and misled is what accounts say, and sections of the postmortem that are called so.
[[nodiscard]] Lesson distil(const domain::Incident& incident, const Known& known);

/// As the index takes it; the key is the incident's number.
[[nodiscard]] search::Document to_document(const Lesson& lesson);

}  // namespace debrief::features::lessons
