// SPDX-License-Identifier: Apache-2.0
// What connectors read, as the ports of the slices take it.
#pragma once

#include "base/result.hpp"
#include "domain/archive.hpp"
#include "domain/evidence_reader.hpp"
#include "domain/signal.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace debrief::app {

[[nodiscard]] Result<domain::SignalBatch> read_alertmanager(std::string_view body);
[[nodiscard]] std::vector<domain::ReadFile> read_evidence_files(const std::vector<domain::OriginalFile>& files,
                                                                const std::optional<std::string>& zone);
/// Ids are those of the records; a document without one has its source as its id.
[[nodiscard]] std::vector<domain::ArchivedDocument> read_archive_file(std::string_view name, std::string_view bytes);

}  // namespace debrief::app
