// SPDX-License-Identifier: Apache-2.0
// Severities as people write them: "SEV-2", "sev 1", "Severity: 3".
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace debrief::connectors {

/// The id ("sev2") of the worst severity stated in the text; absent when there is none from 1 to 5.
[[nodiscard]] std::optional<std::string> find_severity(std::string_view text);

/// The worse of both; either may be absent.
[[nodiscard]] std::optional<std::string> worse(std::optional<std::string> a, std::optional<std::string> b);

}  // namespace debrief::connectors
