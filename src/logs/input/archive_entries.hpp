// SPDX-License-Identifier: Apache-2.0
// The entries of zip and tar archives and of bzip2 and xz files, one after another.
#pragma once

#include "logs/input/byte_source.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

namespace debrief::logs {

struct ArchiveEntry {
  std::string name;                         ///< as the archive gives it; empty for the content of a compressed file
  std::optional<std::int64_t> modified_ns;  ///< since 1970 UTC; absent for times before it and after 2255
};

/// Calls `take` for each regular file; false ends the walk. Links, devices and folders are passed over. Returns what is
/// wrong with the archive, empty when nothing is. An entry's own damage is its source's.
[[nodiscard]] std::string each_entry(ByteSource& packed,
                                     const std::function<bool(const ArchiveEntry&, ByteSource&)>& take);

}  // namespace debrief::logs
