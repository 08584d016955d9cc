// SPDX-License-Identifier: Apache-2.0
// A thread for those who read the journal behind its writers.
#pragma once

#include "journal/journal.hpp"

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>

namespace debrief::journal {

/// Does `work` at once, then whenever there are new facts, and at the latest after `interval`, which covers news that
/// got lost on the way from another server. `work` runs on the thread, never twice at once, and must not throw. The
/// destructor waits for the work at hand. The journal must outlive it.
class NewsThread {
 public:
  NewsThread(Journal& journal, std::chrono::seconds interval, std::function<void()> work);
  ~NewsThread();
  NewsThread(const NewsThread&) = delete;
  NewsThread& operator=(const NewsThread&) = delete;

 private:
  void run();

  const std::chrono::seconds interval_;
  const std::function<void()> work_;
  std::mutex mutex_;  // held for moments only, since writers raise the flag
  std::condition_variable wake_;
  bool news_ = false;
  bool stopping_ = false;
  std::thread thread_;
  Subscription subscription_;  // ends first: it calls what stands above
};

}  // namespace debrief::journal
