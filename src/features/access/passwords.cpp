// SPDX-License-Identifier: Apache-2.0
#include "features/access/access.hpp"

#include "base/hash.hpp"

#include <sodium.h>

#include <new>
#include <stdexcept>

namespace debrief::features::access {
namespace {

void start_sodium() {
  if (sodium_init() < 0) throw std::runtime_error("libsodium could not be started");
}

}  // namespace

std::string hash_password(const std::string& password) {
  start_sodium();
  std::string hash(crypto_pwhash_STRBYTES, '\0');
  if (crypto_pwhash_str_alg(hash.data(), password.data(), password.size(), crypto_pwhash_OPSLIMIT_INTERACTIVE,
                            crypto_pwhash_MEMLIMIT_INTERACTIVE, crypto_pwhash_ALG_ARGON2ID13) != 0)
    throw std::bad_alloc();
  hash.resize(hash.find('\0'));
  return hash;
}

bool password_matches(const std::string& hash, const std::string& password) {
  start_sodium();
  return crypto_pwhash_str_verify(hash.c_str(), password.data(), password.size()) == 0;
}

std::string hash_secret(std::string_view secret) { return to_hex(sha256(secret)); }

Result<> SignInLimiter::check(const std::string& key, Instant now) {
  constexpr int kMost = 10;
  constexpr Micros kWindow = std::chrono::minutes(15);
  const std::scoped_lock lock(mutex_);
  const auto found = counts_.find(key);
  if (found == counts_.end()) return {};
  if (now - found->second.first > kWindow) {
    counts_.erase(found);
    return {};
  }
  if (found->second.failures < kMost) return {};
  return make_error(ErrorCode::rate_limited, "too many failed tries to sign in").with_help("Wait a quarter of an hour, then try again.");
}

void SignInLimiter::failed(const std::string& key, Instant now) {
  constexpr std::size_t kMostKeys = 100'000;
  const std::scoped_lock lock(mutex_);
  // A flood of invented keys must not grow the table without end.
  if (counts_.size() >= kMostKeys) counts_.clear();
  auto& count = counts_.try_emplace(key, Count{0, now}).first->second;
  ++count.failures;
}

void SignInLimiter::succeeded(const std::string& key) {
  const std::scoped_lock lock(mutex_);
  counts_.erase(key);
}

}  // namespace debrief::features::access
