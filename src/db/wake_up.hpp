// SPDX-License-Identifier: Apache-2.0
// A signal from one thread to one other.
#pragma once

#include <semaphore.h>
#include <cerrno>

namespace debrief::db {

/// Given once, waited for once. May be destroyed as soon as wait() returns, while give() has not yet
/// returned on the other thread; std::binary_semaphore does not promise that, and spins before it sleeps.
class WakeUp {
 public:
  WakeUp() { sem_init(&semaphore_, 0, 0); }
  ~WakeUp() { sem_destroy(&semaphore_); }
  WakeUp(const WakeUp&) = delete;
  WakeUp& operator=(const WakeUp&) = delete;

  void give() { sem_post(&semaphore_); }
  void wait() {
    while (sem_wait(&semaphore_) != 0 && errno == EINTR) {
    }
  }

 private:
  sem_t semaphore_;
};

}  // namespace debrief::db
