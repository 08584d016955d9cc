// SPDX-License-Identifier: Apache-2.0
// Files that are part of the program.
#pragma once

#include <string_view>

namespace debrief {

/// A file as it was when the program was built. Both views live as long as the program.
///
/// debrief_embed(<target> <name> <folder>) of cmake/modules.cmake defines
/// `std::span<const EmbeddedFile> debrief::embedded::<name>()`, sorted by path; declare it where it is used.
struct EmbeddedFile {
  std::string_view path;  ///< relative to the folder, with "/"
  std::string_view bytes;
};

}  // namespace debrief
