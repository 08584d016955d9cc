// SPDX-License-Identifier: Apache-2.0
#include "logs/mine/templates.hpp"

namespace debrief::logs {

std::string id_text(std::uint64_t id) {
  static constexpr std::string_view kDigits = "0123456789abcdefghjkmnpqrstvwxyz";  // Crockford's: no i, l, o, u
  std::string text;
  for (int digit = 0; digit < 12; ++digit) {
    text += kDigits[id >> 59];
    id <<= 5;
  }
  return text;
}

}  // namespace debrief::logs
