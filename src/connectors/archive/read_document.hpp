// SPDX-License-Identifier: Apache-2.0
// Reads postmortems and incident records that exist already: Markdown (also with YAML or TOML front matter, as Hugo and
// cState keep it), AsciiDoc and plain text. Pure; safe from any thread; linear in the size of the document.
#pragma once

#include "base/front_matter.hpp"
#include "base/result.hpp"
#include "connectors/archive/document.hpp"

#include <string>
#include <string_view>

namespace debrief::connectors::archive {

/// One document of one incident. `source_name` is its file name, with folders: it may tell format, date and title.
/// Errors: too_large; unsupported for what is not text; invalid, with the reason, for what is no postmortem (empty,
/// licence, template, list of documents, README that explains a folder).
[[nodiscard]] Result<ArchiveDocument> read_document(std::string_view source_name, std::string_view bytes,
                                                    const ReadOptions& options = {});

/// The same for a record of a data file: fields as in front matter, and a body in Markdown. One with an id is taken for
/// what its exporter says it is; without, its content must show an incident. Errors: invalid.
[[nodiscard]] Result<ArchiveDocument> read_record(std::string_view source_name, const FrontMatterValue& fields,
                                                  std::string body, const ReadOptions& options = {},
                                                  std::string id = {});

}  // namespace debrief::connectors::archive
