// SPDX-License-Identifier: Apache-2.0
// Makes a store smaller, and few large blocks of many small ones, once nothing is added to it any more.
#pragma once

#include "logs/store/intake.hpp"
#include "logs/store/store.hpp"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>

namespace debrief::logs {

struct Recompressed {
  std::uint64_t before = 0, after = 0;  ///< bytes of blocks
};

/// Large blocks and a high level: about a third smaller, and three times the work of intake.
[[nodiscard]] IntakeOptions thorough_intake();

struct Rewriting {
  IntakeOptions intake = thorough_intake();
  std::uint64_t kept_bytes = UINT64_MAX;  ///< of text; blocks that have as much are copied as they are
  std::function<void(std::uint64_t done, std::uint64_t total)> progress = {};
  std::function<bool()> go_on = {};  ///< asked between blocks
};

/// Writes all that `catalogue`, which is of `from`, has into a store in the new folder `beside`, durably. Absent, with
/// nothing left behind, when it was told not to go on. Readers of `from` are not disturbed.
[[nodiscard]] std::optional<Recompressed> rewrite(Store& from, const Catalogue& catalogue,
                                                  const std::filesystem::path& beside, const Rewriting& wanted);

/// Puts the store in `beside`, which nobody has open, in the place of that in `folder` at once, together with all other
/// files of that folder, and removes the old one. After a crash at any point `folder` has one of the two, whole.
void put_in_place(const std::filesystem::path& folder, const std::filesystem::path& beside);

/// Both, for a store that nobody has open for writing. It must not be a mount point.
Recompressed recompress(const std::filesystem::path& folder, const Rewriting& wanted);

}  // namespace debrief::logs
