// SPDX-License-Identifier: Apache-2.0
#include "lint/positions.hpp"

#include <algorithm>

namespace debrief::lint {
namespace {

// A character counts where it begins; one of four bytes is a pair of surrogates.
std::size_t units(char byte) {
  const auto value = static_cast<unsigned char>(byte);
  if (value < 0x80 || (value >= 0xC0 && value < 0xF0)) return 1;
  return value >= 0xF0 ? 2 : 0;
}

}  // namespace

void Positions::move_to(std::size_t offset) {
  for (; at_ < std::min(offset, text_.size()); ++at_) {
    if (text_[at_] == '\n') {
      ++line_;
      column_ = 1;
    } else {
      column_ += units(text_[at_]);
    }
  }
}

Origin::Origin(std::string_view source, std::string_view written) {
  std::size_t from = 0;
  for (std::size_t to = 0; to < written.size(); ++to) {
    if (from < source.size() && source[from] == written[to]) ++from;
    else added_.push_back(to);
  }
}

std::size_t Origin::of(std::size_t offset) const {
  const auto before = std::lower_bound(added_.begin(), added_.end(), offset) - added_.begin();
  return offset - static_cast<std::size_t>(before);
}

std::size_t utf16_length(std::string_view text) {
  std::size_t length = 0;
  for (const char c : text) length += units(c);
  return length;
}

}  // namespace debrief::lint
