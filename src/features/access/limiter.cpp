// SPDX-License-Identifier: Apache-2.0
#include "features/access/limiter.hpp"

namespace debrief::features::access {

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
