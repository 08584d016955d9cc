// SPDX-License-Identifier: Apache-2.0
// The files behind paths that somebody named.
#pragma once

#include "base/result.hpp"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace debrief::cli {

struct FoundFile {
  std::filesystem::path path;
  std::string name;  ///< relative to the folder that was named, with the folder's own name in front
  std::uintmax_t size = 0;
};

/// Files as they are, folders with all regular files below them, sorted by name; hidden ones and symbolic
/// links to folders are left out. Errors: not_found for a path that does not exist, invalid when there is
/// no file at all.
[[nodiscard]] Result<std::vector<FoundFile>> find_files(const std::vector<std::string>& paths);

/// The whole file. Errors: invalid when it cannot be read.
[[nodiscard]] Result<std::string> read_file(const std::filesystem::path& path);

/// Writes aside, then renames, so that the file is whole or as it was; into a device, a pipe or through a link it
/// writes directly. Errors: invalid.
[[nodiscard]] Result<> write_file(const std::filesystem::path& path, std::string_view bytes);

}  // namespace debrief::cli
