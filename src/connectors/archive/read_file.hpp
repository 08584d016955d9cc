// SPDX-License-Identifier: Apache-2.0
// Any file of an archive: a document, or a data file with many records.
#pragma once

#include "base/result.hpp"
#include "connectors/archive/document.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace debrief::connectors::archive {

/// What was not taken in, and why.
struct Refusal {
  std::string source;
  std::string locator;  ///< "line 3", "/INC-7", "entry 4"; empty for the whole file
  Error error;
};

struct FileReading {
  std::vector<ArchiveDocument> documents;
  std::vector<Refusal> refusals;
};

/// Markdown, AsciiDoc and plain text give one document or a refusal; JSON lines, JSON (one record, an array, an object
/// of records by id) and the Atom feed of a status page give one for each record. Pure; safe from any thread.
[[nodiscard]] FileReading read_file(std::string_view source_name, std::string_view bytes,
                                    const ReadOptions& options = {});

}  // namespace debrief::connectors::archive
