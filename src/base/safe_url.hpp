// SPDX-License-Identifier: Apache-2.0
// Which addresses from foreign text may stand in our pages.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace debrief {

/// The address with control characters and outer white space removed, and percent-encoded where HTML or RFC 3986
/// ask for it; still to be escaped as an attribute. Absent unless it is relative (no scheme) or its scheme is http,
/// https or mailto. Entities must have been decoded before.
[[nodiscard]] std::optional<std::string> find_safe_url(std::string_view address);

}  // namespace debrief
