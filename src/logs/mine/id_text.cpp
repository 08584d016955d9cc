// SPDX-License-Identifier: Apache-2.0
#include "logs/mine/templates.hpp"

namespace debrief::logs {
namespace {

constexpr std::string_view kDigits = "0123456789abcdefghjkmnpqrstvwxyz";  // Crockford's: no i, l, o, u
constexpr std::size_t kLength = 12;

}  // namespace

std::string id_text(std::uint64_t id) {
  std::string text;
  for (std::size_t digit = 0; digit < kLength; ++digit) {
    text += kDigits[id >> 59];
    id <<= 5;
  }
  return text;
}

std::optional<std::uint64_t> read_id(std::string_view text) {
  if (text.size() != kLength) return std::nullopt;
  std::uint64_t id = 0;
  for (const char c : text) {
    const std::size_t digit = kDigits.find(c);
    if (digit == std::string_view::npos) return std::nullopt;
    id = id << 5 | digit;
  }
  return id << 4;
}

}  // namespace debrief::logs
