// SPDX-License-Identifier: Apache-2.0
// What Cairo and Pango take as text.
#pragma once

#include <string>
#include <string_view>

namespace debrief::print {

/// Valid UTF-8 of the same length, with NUL as a space and Unicode's noncharacters as U+FFFD (U+10FFFD where they
/// take four bytes): Cairo refuses a whole document for one of them.
[[nodiscard]] std::string printable(std::string_view utf8);

}  // namespace debrief::print
