// SPDX-License-Identifier: Apache-2.0
#include "logs/scan/scanner.hpp"

namespace debrief::logs {

void Scanner::prepare(std::string_view window) {
  const std::size_t words = words_for(window.size());
  if (newline_.size() < words) {
    newline_.resize(words);
    word_.resize(words);
    digit_.resize(words);
  }
  classify(window, {newline_, word_, digit_});
  // Adding the digits to the runs of word bytes carries from the first digit of each run to the byte behind it: what
  // changed, and the digits themselves, is the part of the run from its first digit on. Its last byte is kept.
  std::uint64_t carry = 0;
  for (std::size_t k = 0; k < words; ++k) {
    const std::uint64_t word = word_[k];
    const std::uint64_t digit = digit_[k];
    std::uint64_t sum = 0;
    const bool over = __builtin_add_overflow(word, digit, &sum);
    const bool over_again = __builtin_add_overflow(sum, carry, &sum);
    const std::uint64_t reached = ((sum ^ word) | digit | carry) & word;
    carry = over || over_again ? 1 : 0;
    const std::uint64_t following = (word >> 1) | (k + 1 < words ? word_[k + 1] << 63 : 0);
    digit_[k] = reached & ~following;
  }
}

}  // namespace debrief::logs
