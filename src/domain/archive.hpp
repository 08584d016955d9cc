// SPDX-License-Identifier: Apache-2.0
// What an archive holds, and the question that the archive slice asks its reader.
#pragma once

#include "base/clock.hpp"

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace debrief::domain {

/// One entry of a document's timeline.
struct ArchivedEntry {
  Instant at;
  std::optional<Instant> ended_at;
  std::string text;
  std::string locator;        ///< "line 12"
  std::string original_time;  ///< as it was written
  std::optional<std::string> time_note;
};

/// A postmortem that exists already. When `refused` is set, it was not taken for one, and why.
struct ArchivedDocument {
  std::string source;  ///< file, and place within it
  std::string id;      ///< the id it brings along, else its source
  std::optional<std::string> title;
  std::optional<Instant> started;
  std::optional<Instant> ended;
  std::string date;  ///< of the start, as precise as the document says; empty when unknown
  std::vector<std::string> services;
  std::optional<std::string> severity;  ///< id of a Severity
  std::string url;
  std::string body;  ///< Markdown
  std::size_t sections = 0;
  std::vector<ArchivedEntry> entries;
  std::vector<std::string> remarks;
  std::optional<std::string> refused;
};

/// Reads one file, which may hold many documents.
using ReadArchive = std::function<std::vector<ArchivedDocument>(std::string_view name, std::string_view bytes)>;

}  // namespace debrief::domain
