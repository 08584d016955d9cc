// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "git/handle.hpp"

#include <filesystem>

namespace debrief::git {

/// Opens the bare repository `folder`, or makes it. Throws std::runtime_error.
[[nodiscard]] RepositoryHandle open_bare(const std::filesystem::path& folder);

}  // namespace debrief::git
