// SPDX-License-Identifier: Apache-2.0
// The pictures of a document that are stored as evidence of its incident.
#pragma once

#include "features/postmortems/export.hpp"

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace debrief::features::postmortems {

struct ExportPicture {
  std::string_view media_type;  ///< image/png, image/jpeg, image/gif or image/webp
  std::string bytes;
};

/// Finds what stands behind "/api/v1/evidence/<id>/original", with or without a host before it. Pictures of other
/// incidents and other hosts are not found, nor what would make an export larger than 40 MB. The input must live as
/// long as the function.
[[nodiscard]] std::function<std::optional<ExportPicture>(std::string_view address)> find_pictures(
    const ExportInput& input);

}  // namespace debrief::features::postmortems
