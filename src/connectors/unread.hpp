// SPDX-License-Identifier: Apache-2.0
// How connectors report what they could not read.
#pragma once

#include "domain/evidence.hpp"

#include <string>
#include <string_view>

namespace debrief::connectors {

/// The file as a whole. `excerpt` is cut and made valid UTF-8.
[[nodiscard]] domain::Unread unread_file(std::string_view name, std::string reason, std::string_view excerpt = {});

/// One part of it, such as "line 12".
[[nodiscard]] domain::Unread unread_part(std::string_view name, std::string locator, std::string reason,
                                         std::string_view excerpt = {});

/// Makes a reading safe to store and show: texts are valid UTF-8 without control characters and at most
/// 50,000 bytes long, excerpts at most 200. Entries beyond 200,000 are cut and reported.
void tidy(domain::Reading& reading, std::string_view name);

}  // namespace debrief::connectors
