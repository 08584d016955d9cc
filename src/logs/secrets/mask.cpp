// SPDX-License-Identifier: Apache-2.0
#include "base/hash.hpp"
#include "base/text.hpp"
#include "logs/secrets/secrets.hpp"

#include <algorithm>

namespace debrief::logs {
namespace {

// HMAC with SHA-256 (RFC 2104).
Digest keyed_hash(std::string_view key, std::string_view text) {
  constexpr std::size_t kBlock = 64;
  std::string inner(kBlock, '\0');
  const Digest short_key = sha256(key);
  const bool long_key = key.size() > kBlock;
  for (std::size_t i = 0; i < (long_key ? short_key.size() : key.size()); ++i)
    inner[i] = long_key ? static_cast<char>(short_key[i]) : key[i];
  std::string outer = inner;
  for (char& c : inner) c = static_cast<char>(c ^ 0x36);
  for (char& c : outer) c = static_cast<char>(c ^ 0x5c);
  const Digest first = Sha256().update(inner).update(text).finish();
  return Sha256().update(outer).update({reinterpret_cast<const char*>(first.data()), first.size()}).finish();
}

// Four characters of Crockford's base 32, in lower case.
std::string tag(std::string_view key, std::string_view text) {
  constexpr std::string_view kDigits = "0123456789abcdefghjkmnpqrstvwxyz";
  const Digest hash = keyed_hash(key, text);
  std::string out;
  for (std::size_t i = 0; i < 4; ++i) out += kDigits[hash[i] & 31U];
  return out;
}

bool is_address(std::string_view rule) {
  return rule == "email" || rule == "ip-address";
}

}  // namespace

std::string mask(std::string_view text, const std::vector<Secret>& secrets, std::string_view key) {
  std::string out;
  out.reserve(text.size());
  std::size_t copied = 0;
  for (const Secret& secret : secrets) {
    const std::size_t begin = std::min<std::size_t>(secret.begin, text.size());
    out += text.substr(copied, begin - copied);
    out += '[';
    out += secret.rule;
    if (is_address(secret.rule)) out += ' ' + tag(key, to_lower(text.substr(begin, secret.length)));
    out += ']';
    copied = std::min<std::size_t>(begin + secret.length, text.size());
  }
  out += text.substr(copied);
  return out;
}

std::string mask(std::string_view text, std::string_view key) {
  return mask(text, find_secrets(text), key);
}

}  // namespace debrief::logs
