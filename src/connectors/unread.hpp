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
/// 50,000 bytes long. Entries beyond 200,000 are cut and reported; of what could not be read, the first 1,000 are
/// listed and the others counted.
void tidy(domain::Reading& reading, std::string_view name);

}  // namespace debrief::connectors
