// SPDX-License-Identifier: Apache-2.0
// Many short keywords looked for in one pass over the bytes (Aho and Corasick 1975, as a full automaton): one table
// look-up a byte, whatever the number of keywords. Letters match in either case, '#' stands for any digit.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace debrief::logs::secrets {

class KeywordAutomaton {
 public:
  struct Keyword {
    std::string_view text;   ///< letters in lower case
    std::uint32_t rule = 0;  ///< the caller's own number
  };
  struct Hit {
    std::uint32_t rule = 0;
    std::uint32_t length = 0;  ///< of the keyword, which ends with the byte that was read
  };
  using State = std::uint16_t;
  static constexpr State kStart = 0;

  /// Throws std::length_error when the keywords need more states than 16 bits can name.
  explicit KeywordAutomaton(std::span<const Keyword> keywords);

  [[nodiscard]] State next(State state, char byte) const {
    return next_[state + symbol_[static_cast<unsigned char>(byte)]];
  }
  [[nodiscard]] bool ends_keyword(State state) const { return state >= first_hit_; }
  /// The keywords that end here, the longest first.
  [[nodiscard]] std::span<const Hit> hits(State state) const;

 private:
  std::array<std::uint8_t, 256> symbol_ = {};
  std::size_t symbols_ = 0;  // states are numbered in steps of this, so that no product is needed
  std::vector<State> next_;
  State first_hit_ = 0;
  std::vector<std::vector<Hit>> hits_;  // of the states from first_hit_ on
};

}  // namespace debrief::logs::secrets
