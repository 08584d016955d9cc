// SPDX-License-Identifier: Apache-2.0
#include "print/printable.hpp"

namespace debrief::print {

std::string printable(std::string_view utf8) {
  std::string text(utf8);
  const auto at = [&](std::size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U; };
  for (std::size_t i = 0; i < text.size(); ++i) {
    const unsigned lead = at(i);
    if (lead == 0) text[i] = ' ';
    const bool last_two = (at(i + 2) & 0xFEU) == 0xBEU;  // …FFFE and …FFFF
    if (lead == 0xEF &&
        ((at(i + 1) == 0xB7 && at(i + 2) >= 0x90 && at(i + 2) <= 0xAF) || (at(i + 1) == 0xBF && last_two)))
      text.replace(i, 3, "\uFFFD");
    if (lead >= 0xF0 && (at(i + 1) & 0x0FU) == 0x0FU && at(i + 2) == 0xBF && (at(i + 3) & 0xFEU) == 0xBEU)
      text.replace(i, 4, "\U0010FFFD");
  }
  return text;
}

}  // namespace debrief::print
