// SPDX-License-Identifier: Apache-2.0
// The file of a saved index: a name and version, the settings, the caller's mark, the arrays of every
// segment, and the SHA-256 of all that. Numbers are little-endian.
#pragma once

#include "base/result.hpp"
#include "search/packed_segment.hpp"

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace debrief::search {

struct PackedPart {
  std::shared_ptr<const PackedSegment> segment;
  Tombstones erased;
};

struct SavedIndex {
  std::string settings;  ///< describes how the index was laid out; must be the same when it is read
  std::string mark;
  std::vector<PackedPart> parts;
};

/// Complete or not there at all: written beside, synced, renamed. Throws std::system_error.
void write_index_file(const std::filesystem::path& file, const SavedIndex& index);

/// Errors: not_found, unsupported (another version, or other settings than `settings`), invalid (damaged).
[[nodiscard]] Result<SavedIndex> read_index_file(const std::filesystem::path& file, std::string_view settings);

}  // namespace debrief::search
