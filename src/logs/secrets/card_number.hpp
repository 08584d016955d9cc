// SPDX-License-Identifier: Apache-2.0
// Numbers of payment cards: lengths and first digits of the networks, and the check digit of ISO/IEC 7812-1 (Luhn).
#pragma once

#include "logs/secrets/secrets.hpp"

#include <cstddef>
#include <optional>
#include <string_view>

namespace debrief::logs::secrets {

/// The card number that begins at `begin`: 14 to 16 digits in one run, or groups of four (American Express and Diners
/// Club 4-6-5 and 4-6-4) with one blank or hyphen between them throughout. Not what is a part of an id, a path or a
/// fraction.
[[nodiscard]] std::optional<Secret> read_card_number(std::string_view text, std::size_t begin);

/// Whether the last digit is the check digit of the others. Only digits.
[[nodiscard]] bool passes_luhn(std::string_view digits);

}  // namespace debrief::logs::secrets
