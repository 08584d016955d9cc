// SPDX-License-Identifier: Apache-2.0
#include "features/access/totp.hpp"

#include "base/ids.hpp"

#include <fmt/core.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <algorithm>
#include <array>
#include <stdexcept>

namespace debrief::features::access {
namespace {

constexpr std::int64_t kStepMicros = 30'000'000;

std::string escape_uri(std::string_view text) {
  std::string escaped;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    const bool plain = (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || (byte >= '0' && byte <= '9') || byte == '-' ||
                       byte == '.' || byte == '_' || byte == '~';
    if (plain) escaped += c;
    else escaped += fmt::format("%{:02X}", byte);
  }
  return escaped;
}

}  // namespace

std::int64_t totp_step(Instant at) { return at.micros / kStepMicros; }

std::string totp_code(std::string_view key, std::int64_t step, int digits) {
  std::array<unsigned char, 8> counter{};
  for (std::size_t i = 0; i < counter.size(); ++i) counter[i] = static_cast<unsigned char>((static_cast<std::uint64_t>(step) >> (56 - 8 * i)) & 0xFFU);
  std::array<unsigned char, 20> mac{};
  unsigned int length = 0;
  if (HMAC(EVP_sha1(), key.data(), static_cast<int>(key.size()), counter.data(), counter.size(), mac.data(), &length) == nullptr)
    throw std::runtime_error("HMAC-SHA-1 could not be computed");
  const std::size_t offset = mac[19] & 0x0FU;
  const std::uint32_t number = (static_cast<std::uint32_t>(mac[offset] & 0x7FU) << 24U) | (static_cast<std::uint32_t>(mac[offset + 1]) << 16U) |
                               (static_cast<std::uint32_t>(mac[offset + 2]) << 8U) | mac[offset + 3];
  std::uint32_t modulus = 1;
  for (int i = 0; i < digits; ++i) modulus *= 10;
  return fmt::format("{:0{}}", number % modulus, digits);
}

std::optional<std::int64_t> totp_match(std::string_view key, std::string_view code, Instant now, std::int64_t last_step) {
  std::string given;
  std::copy_if(code.begin(), code.end(), std::back_inserter(given), [](char c) { return c != ' '; });
  std::optional<std::int64_t> matched;
  const std::int64_t step = totp_step(now);
  for (std::int64_t tried = step - 1; tried <= step + 1; ++tried)
    if (equal_in_constant_time(totp_code(key, tried), given) && tried > last_step) matched = tried;
  return matched;
}

std::string to_base32(std::string_view bytes) {
  constexpr std::string_view letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  std::string text;
  std::uint32_t held = 0;
  unsigned int bits = 0;
  for (const char c : bytes) {
    held = (held << 8U) | static_cast<unsigned char>(c);
    for (bits += 8; bits >= 5; bits -= 5) text += letters[(held >> (bits - 5)) & 31U];
    held &= 0xFFU;
  }
  if (bits > 0) text += letters[(held << (5 - bits)) & 31U];
  return text;
}

std::string totp_address(std::string_view key, std::string_view account) {
  return fmt::format("otpauth://totp/Debrief:{}?secret={}&issuer=Debrief", escape_uri(account), to_base32(key));
}

}  // namespace debrief::features::access
