// SPDX-License-Identifier: Apache-2.0
#include "connectors/severity.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <utility>

namespace debrief::connectors {
namespace {

bool is_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

}  // namespace

std::optional<std::string> find_severity(std::string_view text) {
  const std::string lower = to_lower(text);
  std::optional<std::string> worst;
  for (std::size_t at = lower.find("sev"); at != std::string::npos; at = lower.find("sev", at + 1)) {
    if (at > 0 && is_word(lower[at - 1])) continue;
    std::size_t digit = at + 3;
    if (lower.compare(digit, 5, "erity") == 0) digit += 5;
    digit = lower.find_first_not_of(" -_:*#|", digit);
    if (digit != std::string::npos && lower.compare(digit, 3, "sev") == 0)
      digit = lower.find_first_not_of(" -_", digit + 3);
    if (digit == std::string::npos || lower[digit] < '1' || lower[digit] > '5') continue;
    if (digit + 1 < lower.size() && is_word(lower[digit + 1])) continue;
    worst = worse(std::move(worst), std::string("sev") + lower[digit]);
  }
  return worst;
}

std::optional<std::string> worse(std::optional<std::string> a, std::optional<std::string> b) {
  if (!a || !b) return a ? a : b;
  return std::min(*a, *b);
}

}  // namespace debrief::connectors
