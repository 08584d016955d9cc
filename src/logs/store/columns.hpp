// SPDX-License-Identifier: Apache-2.0
// One slot of the lines of one static text, as a column in the form that is shortest for it.
#pragma once

#include "logs/store/digit_shape.hpp"
#include "logs/store/number_column.hpp"
#include "logs/store/token_dictionary.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace debrief::logs {

enum class ColumnKind : std::uint8_t {
  constant,  ///< one text
  copy,      ///< what another slot of the line holds
  numbers,   ///< decimal numbers without zeros in front
  shaped,    ///< tokens of one DigitShape
  tokens,    ///< refs into the token dictionary
};

/// Where a token lies in the text of the block.
struct TokenPlace {
  std::uint32_t begin = 0;
  std::uint32_t size = 0;
};

/// The tokens of one slot: `places[row * stride]`.
struct SlotTokens {
  const char* text = nullptr;
  const TokenPlace* places = nullptr;
  std::size_t stride = 0;
  std::size_t rows = 0;
  [[nodiscard]] std::string_view operator[](std::size_t row) const {
    const TokenPlace place = places[row * stride];
    return {text + place.begin, place.size};
  }
};

/// Whether the two hold the same in every row.
[[nodiscard]] bool same_tokens(const SlotTokens& a, const SlotTokens& b);
[[nodiscard]] bool one_token(const SlotTokens& tokens);
/// False when they are not all canonical numbers, or are better kept as tokens: long ones that recur.
[[nodiscard]] bool read_numbers(const SlotTokens& tokens, std::vector<std::uint64_t>& numbers);
/// The digits of tokens of one shape; false when they have several.
[[nodiscard]] bool read_shaped(const SlotTokens& tokens, const DigitShape& shape, std::vector<std::uint64_t>& high,
                               std::vector<std::uint64_t>& low);

}  // namespace debrief::logs
