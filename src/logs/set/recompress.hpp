// SPDX-License-Identifier: Apache-2.0
// Makes a store smaller that is not written any more: larger blocks, compressed with more effort.
#pragma once

#include "logs/store/intake.hpp"

#include <cstdint>
#include <filesystem>
#include <functional>

namespace debrief::logs {

/// About half the speed of intake, and a fifth smaller.
[[nodiscard]] IntakeOptions thorough_intake();

struct Recompressed {
  std::uint64_t before = 0;  ///< bytes of blocks
  std::uint64_t after = 0;
};

/// Writes the store anew beside itself and exchanges the two at once: a crash leaves the one or the other, whole. Those
/// who have the store open for reading go on with what they opened. `progress` hears how many bytes of text are done,
/// of how many. Throws as Store does, also when another process writes it.
Recompressed recompress(const std::filesystem::path& folder, const IntakeOptions& options,
                        const std::function<void(std::uint64_t done, std::uint64_t total)>& progress = {});

}  // namespace debrief::logs
