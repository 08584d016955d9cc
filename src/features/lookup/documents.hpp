// SPDX-License-Identifier: Apache-2.0
// What can be found: one document for each thing that has a page or a place on one. Pure.
#pragma once

#include "domain/ports.hpp"
#include "features/lookup/query.hpp"

#include <string>
#include <vector>

namespace debrief::features::lookup {

struct Document {
  std::string key;  ///< unique among all: "entry:421"
  Kind kind = Kind::incident;
  std::string title;
  std::string body;    ///< plain text, at most 256 KB
  std::string target;  ///< where it is in the browser: "/incidents/42#entry-421"
  Instant at;
};

/// All that belongs to one incident. A postmortem is a document for each of its sections.
struct Parts {
  domain::Incident incident;
  std::vector<domain::TimelineEntry> entries;
  std::vector<domain::Evidence> evidence;
  std::optional<domain::Postmortem> postmortem;
  std::vector<domain::ActionItem> actions;
};
[[nodiscard]] std::vector<Document> documents_of(const Parts& parts);

struct RunbookText {
  std::int64_t number = 0;
  std::string title;
  std::string markdown;
  std::vector<std::string> services;
  std::optional<std::int64_t> origin;  ///< the incident that it came from, and without which nobody may see it
  Instant updated_at;
};
[[nodiscard]] Document document_of(const RunbookText& runbook);

}  // namespace debrief::features::lookup
