// SPDX-License-Identifier: Apache-2.0
// What durability costs without any sharing: one append of 4 KB and one fdatasync for each fact.
#pragma once

#include <filesystem>

namespace debrief::bench {

/// Appends with fdatasync to a file in the directory for `seconds` and returns how many were done per second.
/// Throws std::system_error when the disk refuses.
[[nodiscard]] double appends_per_second(const std::filesystem::path& directory, double seconds);

}  // namespace debrief::bench
