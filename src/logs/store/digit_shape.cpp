// SPDX-License-Identifier: Apache-2.0
#include "logs/store/digit_shape.hpp"

#include "base/ascii.hpp"

#include <algorithm>

namespace debrief::logs {
namespace {

constexpr std::uint64_t kZeros = 0x3030303030303030;


}  // namespace

// Runs are cut after eight digits, and where the high digits end.
void DigitShape::add_run(std::size_t begin, std::size_t end, std::size_t& seen) {
  const std::size_t high = has_high() ? digits_ - kLowDigits : 0;
  while (begin < end) {
    std::size_t size = std::min<std::size_t>(8, end - begin);
    if (seen < high) size = std::min(size, high - seen);
    Run run{static_cast<std::uint8_t>(begin), static_cast<std::uint8_t>(size), 1, seen < high};
    for (std::size_t i = 0; i < size; ++i) run.scale *= 10;
    runs_.push_back(run);
    seen += size;
    begin += size;
  }
}

std::optional<DigitShape> DigitShape::of(std::string_view token) {
  DigitShape shape;
  shape.digits_ = static_cast<std::size_t>(std::count_if(token.begin(), token.end(), is_digit));
  if (token.empty() || token.size() > 64 || shape.digits_ > kMostDigits + kLowDigits) return std::nullopt;
  shape.text_ = token;
  std::size_t seen = 0;
  for (std::size_t i = 0; i < token.size(); ++i) {
    if (!is_digit(token[i])) {
      shape.literal_[i / 8] |= static_cast<std::uint64_t>(static_cast<unsigned char>(token[i])) << (8 * (i % 8));
      continue;
    }
    shape.text_[i] = '0';
    shape.digit_mask_[i / 8] |= 0xffULL << (8 * (i % 8));
    if (i == 0 || !is_digit(token[i - 1])) {
      const std::size_t end = std::min(token.find_first_not_of("0123456789", i), token.size());
      shape.add_run(i, end, seen);
    }
  }
  return shape;
}

bool DigitShape::parse(std::string_view token, ShapedDigits& digits) const {
  if (token.size() != text_.size()) return false;
  for (std::size_t word = 0; 8 * word < token.size(); ++word) {
    const std::uint64_t text = load_word(token.data() + 8 * word, std::min<std::size_t>(8, token.size() - 8 * word));
    const std::uint64_t mask = digit_mask_[word];
    if ((text & ~mask) != literal_[word] || !all_digits((text & mask) | (kZeros & ~mask))) return false;
  }
  digits = {};
  for (const Run& run : runs_) {
    std::uint64_t& part = run.high ? digits.high : digits.low;
    part = part * run.scale + value_of_eight(digits_word(token.data() + run.begin, run.size));
  }
  return true;
}

void DigitShape::render(const ShapedDigits& digits, std::string& out) const {
  const std::size_t begin = out.size();
  out += text_;
  ShapedDigits rest = digits;
  for (std::size_t i = runs_.size(); i-- > 0;) {
    const Run& run = runs_[i];
    std::uint64_t& part = run.high ? rest.high : rest.low;
    write_digits(out.data() + begin + run.begin, run.size, part % run.scale);
    part /= run.scale;
  }
}

}  // namespace debrief::logs
