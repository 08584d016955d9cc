// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/front_matter.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace debrief {

/// The subset of TOML that front matter uses: key = value, strings, arrays (also over lines) and [tables]. `first_line`
/// numbers the lines in remarks.
[[nodiscard]] FrontMatterValue read_toml_fields(std::string_view toml, std::size_t first_line,
                                                std::vector<std::string>& remarks);

}  // namespace debrief
