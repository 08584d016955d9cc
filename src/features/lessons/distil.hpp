// SPDX-License-Identifier: Apache-2.0
// What the library keeps of an incident: its words and its signature.
#pragma once

#include "domain/incident.hpp"
#include "domain/ports.hpp"
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
  std::vector<std::string> terms;  ///< "service:checkout", "alert:HighErrorRate"
  Instant occurred_at;
};

inline constexpr std::size_t kBodyLimit = 200'000;

[[nodiscard]] std::string service_term(std::string_view service);
[[nodiscard]] std::string alert_term(std::string_view alert);

/// The body is the postmortem's text where there is one, else summary and impact; alerts add their names and
/// annotations.
[[nodiscard]] Lesson distil(const domain::Incident& incident, const std::vector<domain::Alert>& alerts,
                            const std::optional<std::string>& postmortem_markdown, const std::optional<std::string>& document);

/// As the index takes it; the key is the incident's number.
[[nodiscard]] search::Document to_document(const Lesson& lesson);

}  // namespace debrief::features::lessons
