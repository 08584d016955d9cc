// SPDX-License-Identifier: Apache-2.0
// Base64 (RFC 4648, section 4), as CloudEvents carry binary data.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace debrief::connectors::deploys {

/// Absent when `text` is not base64. Line breaks are skipped.
[[nodiscard]] std::optional<std::string> decode_base64(std::string_view text);

}  // namespace debrief::connectors::deploys
