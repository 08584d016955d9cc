// SPDX-License-Identifier: Apache-2.0
// HTML character references.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace debrief {

/// The character that a whole reference ("&amp;", "&#228;", "&#xE4;") stands for, in UTF-8. Numbers that name no
/// character give U+FFFD, as HTML prescribes. Absent for text of another form and for names outside of the table,
/// which holds those of HTML 4 that occur in prose and every name for an ASCII character.
[[nodiscard]] std::optional<std::string> find_entity(std::string_view reference);

}  // namespace debrief
