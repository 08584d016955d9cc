// SPDX-License-Identifier: Apache-2.0
#include "base/ids.hpp"

#include <sys/random.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <span>
#include <system_error>

namespace debrief {
namespace {

constexpr std::string_view kCrockford = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

void fill_random(std::span<std::uint8_t> bytes) {
  std::size_t filled = 0;
  while (filled < bytes.size()) {
    const ssize_t got = getrandom(bytes.data() + filled, bytes.size() - filled, 0);
    if (got < 0) {
      if (errno == EINTR) continue;
      throw std::system_error(errno, std::generic_category(), "the system gave no random bytes");
    }
    filled += static_cast<std::size_t>(got);
  }
}

}  // namespace

std::string new_id(Instant at) {
  auto millis = static_cast<std::uint64_t>(std::max<std::int64_t>(at.micros, 0) / 1000);
  std::array<std::uint8_t, 16> random{};
  fill_random(random);
  std::string id(26, '0');
  for (int i = 9; i >= 0; --i) {
    id[static_cast<std::size_t>(i)] = kCrockford[millis & 31];
    millis >>= 5;
  }
  for (std::size_t i = 0; i < 16; ++i) id[10 + i] = kCrockford[random[i] & 31];
  return id;
}

bool is_id(std::string_view text) {
  return text.size() == 26 && text[0] <= '7' && std::all_of(text.begin(), text.end(), [](char c) {
           return kCrockford.find(c) != std::string_view::npos;
         });
}

std::string new_secret(std::string_view prefix) {
  constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  std::array<std::uint8_t, 43> random{};
  fill_random(random);
  std::string secret(prefix);
  for (const std::uint8_t byte : random) secret += alphabet[byte & 63];
  return secret;
}

bool equal_in_constant_time(std::string_view a, std::string_view b) {
  if (a.size() != b.size()) return false;
  unsigned difference = 0;
  for (std::size_t i = 0; i < a.size(); ++i)
    difference |= static_cast<unsigned>(static_cast<unsigned char>(a[i]) ^ static_cast<unsigned char>(b[i]));
  return difference == 0;
}

}  // namespace debrief
