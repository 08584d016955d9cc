// SPDX-License-Identifier: Apache-2.0
// Digits of dates and times, beside the classes of ASCII characters.
#pragma once

#include "base/ascii.hpp"

namespace debrief::logs {

/// The value of two digits.
constexpr int two_digits(const char* at) {
  return (at[0] - '0') * 10 + (at[1] - '0');
}

}  // namespace debrief::logs
