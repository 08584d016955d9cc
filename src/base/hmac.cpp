// SPDX-License-Identifier: Apache-2.0
#include "base/hmac.hpp"

#include "base/ids.hpp"
#include "base/text.hpp"

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <new>

namespace debrief {

Digest hmac_sha256(std::string_view key, std::string_view text) {
  Digest digest{};
  unsigned int size = 0;
  const auto* bytes = reinterpret_cast<const unsigned char*>(text.data());
  if (HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()), bytes, text.size(), digest.data(), &size) == nullptr)
    throw std::bad_alloc();
  return digest;
}

bool has_signature(std::string_view header, std::string_view key, std::string_view text) {
  constexpr std::string_view kScheme = "sha256=";
  if (key.empty() || !header.starts_with(kScheme)) return false;
  return equal_in_constant_time(to_lower(header.substr(kScheme.size())), to_hex(hmac_sha256(key, text)));
}

}  // namespace debrief
