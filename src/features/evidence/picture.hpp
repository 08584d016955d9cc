// SPDX-License-Identifier: Apache-2.0
// Which originals a page may show in an <img>.
#pragma once

#include <string_view>

namespace debrief::features::evidence {

/// The media type of a picture made of pixels (PNG, JPEG, GIF, WebP), told by its first bytes, never by a name; empty
/// for everything else. Formats that can hold script, such as SVG, are not among them.
[[nodiscard]] std::string_view picture_type(std::string_view bytes);

}  // namespace debrief::features::evidence
