// SPDX-License-Identifier: Apache-2.0
// What LogSets keeps in the folder of an index beside the store.
#pragma once

#include "logs/store/store.hpp"

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>

namespace debrief::features::evidence::logs {

inline constexpr const char* kIndexedMark = "indexed";  ///< evidence that was read to its end
inline constexpr const char* kReadingMark = "reading";  ///< there while evidence is being read

/// By the id of evidence that was read to its end, what could not be read of it.
[[nodiscard]] std::map<std::string, std::string> read_indexed(const std::filesystem::path& folder);
void add_indexed(const std::filesystem::path& folder, const std::string& evidence, const std::string& problem);

/// How large the file of the blocks was when the store was made compact; absent when it never was.
[[nodiscard]] std::optional<std::uint64_t> compact_size_in(const std::filesystem::path& folder);
void write_compact_size(const std::filesystem::path& folder, std::uint64_t size);

/// The incident whose index lies in a folder of this name.
[[nodiscard]] std::optional<std::int64_t> incident_of(const std::filesystem::path& folder);

/// Bytes of text that the store has of this evidence.
[[nodiscard]] std::uint64_t bytes_of(const debrief::logs::Catalogue& catalogue, const std::string& evidence);
/// How many blocks are small because they came in batches, not because their source is.
[[nodiscard]] std::size_t count_small(const debrief::logs::Catalogue& catalogue);

}  // namespace debrief::features::evidence::logs
