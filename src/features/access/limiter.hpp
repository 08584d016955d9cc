// SPDX-License-Identifier: Apache-2.0
// Slows down those who guess.
#pragma once

#include "base/clock.hpp"
#include "base/result.hpp"

#include <map>
#include <mutex>
#include <string>

namespace debrief::features::access {

/// Counts failed sign-ins for a key (an address, an account) and tells when to wait. Thread-safe; forgets.
class SignInLimiter {
 public:
  /// Errors: rate_limited, after ten failures within a quarter of an hour.
  Result<> check(const std::string& key, Instant now);
  void failed(const std::string& key, Instant now);
  void succeeded(const std::string& key);

 private:
  struct Count {
    int failures = 0;
    Instant first;
  };
  std::mutex mutex_;
  std::map<std::string, Count> counts_;
};

}  // namespace debrief::features::access
