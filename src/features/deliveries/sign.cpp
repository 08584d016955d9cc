// SPDX-License-Identifier: Apache-2.0
#include "features/deliveries/sign.hpp"

#include "base/base64.hpp"
#include "base/hmac.hpp"
#include "base/ids.hpp"

#include <fmt/format.h>

namespace debrief::features::deliveries {
namespace {

constexpr std::string_view kKeyPrefix = "whsec_";
constexpr std::size_t kFewestBytes = 24, kMostBytes = 64;

std::string_view text_of(const Digest& digest) {
  return {reinterpret_cast<const char*>(digest.data()), digest.size()};
}

}  // namespace

std::string new_signing_key() {
  // 256 random bits in, 256 out.
  return std::string(kKeyPrefix) + to_base64(text_of(sha256(new_secret(""))));
}

Result<> check_signing_key(std::string_view key) {
  const auto bytes = key.starts_with(kKeyPrefix) ? from_base64(key.substr(kKeyPrefix.size())) : std::nullopt;
  if (!bytes || bytes->size() < kFewestBytes || bytes->size() > kMostBytes)
    return invalid("the signing key is not '{}' and {} to {} bytes in base64", kKeyPrefix, kFewestBytes, kMostBytes)
        .at("/secret")
        .with_help("Leave it out, and one is made.");
  return {};
}

std::vector<std::pair<std::string, std::string>> signed_headers(const std::vector<std::string>& keys,
                                                                std::string_view id, Instant at,
                                                                std::string_view body) {
  const std::int64_t seconds = at.micros / 1'000'000;
  const std::string content = fmt::format("{}.{}.{}", id, seconds, body);
  std::string signatures;
  for (const std::string& key : keys) {
    const auto bytes = from_base64(std::string_view(key).substr(std::min(key.size(), kKeyPrefix.size())));
    if (!bytes) continue;
    if (!signatures.empty()) signatures += ' ';
    signatures += "v1," + to_base64(text_of(hmac_sha256(*bytes, content)));
  }
  return {{"webhook-id", std::string(id)},
          {"webhook-timestamp", fmt::format("{}", seconds)},
          {"webhook-signature", signatures}};
}

}  // namespace debrief::features::deliveries
