// SPDX-License-Identifier: Apache-2.0
#include "logs/store/columns.hpp"

#include <algorithm>

namespace debrief::logs {
namespace {

constexpr std::size_t kSample = 256;
constexpr std::uint64_t kLongNumber = 1ULL << 32;

bool equal(std::string_view a, std::string_view b) {
  return a.size() == b.size() && equal_bytes(a.data(), b.data(), a.size());
}

bool canonical(std::string_view token) {
  return token.size() == 1 || token.front() != '0';
}

// Long numbers are names (of blocks, of requests) when they recur; then the dictionary says it shorter.
bool are_names(const std::vector<std::uint64_t>& numbers) {
  std::vector<std::uint64_t> sample(numbers.begin(),
                                    numbers.begin() + static_cast<std::ptrdiff_t>(std::min(kSample, numbers.size())));
  std::sort(sample.begin(), sample.end());
  if (sample.back() < kLongNumber) return false;
  const auto distinct = static_cast<std::size_t>(std::unique(sample.begin(), sample.end()) - sample.begin());
  return distinct * 10 < sample.size() * 9;
}

}  // namespace

bool same_tokens(const SlotTokens& a, const SlotTokens& b) {
  for (std::size_t row = 0; row < a.rows; ++row)
    if (!equal(a[row], b[row])) return false;
  return true;
}

bool one_token(const SlotTokens& tokens) {
  const std::string_view first = tokens[0];
  for (std::size_t row = 1; row < tokens.rows; ++row)
    if (!equal(tokens[row], first)) return false;
  return true;
}

bool read_numbers(const SlotTokens& tokens, std::vector<std::uint64_t>& numbers) {
  numbers.resize(tokens.rows);
  for (std::size_t row = 0; row < tokens.rows; ++row)
    if (!canonical(tokens[row]) || !parse_digits(tokens[row], numbers[row])) return false;
  return !are_names(numbers);
}

bool read_shaped(const SlotTokens& tokens, const DigitShape& shape, std::vector<std::uint64_t>& high,
                 std::vector<std::uint64_t>& low) {
  high.resize(tokens.rows);
  low.resize(tokens.rows);
  ShapedDigits digits;
  for (std::size_t row = 0; row < tokens.rows; ++row) {
    if ((row == 0 || !equal(tokens[row], tokens[row - 1])) && !shape.parse(tokens[row], digits)) return false;
    high[row] = digits.high;
    low[row] = digits.low;
  }
  return true;
}

}  // namespace debrief::logs
