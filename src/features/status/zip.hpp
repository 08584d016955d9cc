// SPDX-License-Identifier: Apache-2.0
// Files as one ZIP archive (APPNOTE.TXT 6.3, method "stored", names in UTF-8). Pure.
#pragma once

#include "features/status/public_page.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace debrief::features::status {

/// All in the folder `folder`. For archives below 4 GB and 65,535 files.
[[nodiscard]] std::string zip_of(std::string_view folder, const std::vector<PublicFile>& files, Instant modified);

}  // namespace debrief::features::status
