// SPDX-License-Identifier: Apache-2.0
// Incident records as JSON: JSON lines, as exports and scripts write them, arrays, and objects of records by id.
#pragma once

#include "base/json.hpp"
#include "base/result.hpp"
#include "connectors/archive/document.hpp"

#include <cstddef>
#include <string_view>

namespace debrief::connectors::archive {

/// One record on a line of its own. Fields by their usual names: title; date, started_at or start_time; resolved_at or
/// end_time; body_markdown, text or body, or one field for each section (summary, impact, root cause, …); url; labels
/// or tags; services, service or components; severity or impact; updates as a list of {at, status, message}, which
/// become the timeline. Others are kept out of the document. Errors: invalid, with the line in Error::field.
[[nodiscard]] Result<ArchiveDocument> read_json_line(std::string_view source_name, std::size_t line_number,
                                                     std::string_view line, const ReadOptions& options = {});

/// The same for a record that is parsed already; `locator` says where it stands ("line 3", "/INC-7").
[[nodiscard]] Result<ArchiveDocument> read_json_record(std::string_view source_name, std::string_view locator,
                                                       const json::value& record, const ReadOptions& options = {});

}  // namespace debrief::connectors::archive
