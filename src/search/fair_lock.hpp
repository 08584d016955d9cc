// SPDX-License-Identifier: Apache-2.0
// A shared lock whose writers get their turn however many readers come and go.
#pragma once

#include <mutex>
#include <shared_mutex>

namespace debrief::search {

class FairLock {
 public:
  [[nodiscard]] std::shared_lock<std::shared_mutex> read() {
    const std::lock_guard turn(turnstile_);
    return std::shared_lock(lock_);
  }
  [[nodiscard]] std::unique_lock<std::shared_mutex> write() {
    // New readers wait behind the turnstile while the old ones finish.
    const std::lock_guard turn(turnstile_);
    return std::unique_lock(lock_);
  }

 private:
  std::mutex turnstile_;
  std::shared_mutex lock_;
};

}  // namespace debrief::search
