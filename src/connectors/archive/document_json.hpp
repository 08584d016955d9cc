// SPDX-License-Identifier: Apache-2.0
// What was read from an archive as JSON, for previews and golden files.
#pragma once

#include "base/json.hpp"
#include "connectors/archive/read_file.hpp"

namespace debrief::connectors::archive {

/// Everything but the body, of which only the size is given.
[[nodiscard]] json::object to_json(const ArchiveDocument& document);
[[nodiscard]] json::object to_json(const FileReading& reading);

}  // namespace debrief::connectors::archive
