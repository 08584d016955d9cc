// SPDX-License-Identifier: Apache-2.0
#include "journal/news_thread.hpp"

#include <utility>

namespace debrief::journal {

NewsThread::NewsThread(Journal& journal, std::chrono::seconds interval, std::function<void()> work)
    : interval_(interval), work_(std::move(work)) {
  subscription_ = journal.on_news([this] {
    const std::scoped_lock lock(mutex_);
    news_ = true;
    wake_.notify_one();
  });
  thread_ = std::thread([this] { run(); });
}

NewsThread::~NewsThread() {
  subscription_ = {};
  {
    const std::scoped_lock lock(mutex_);
    stopping_ = true;
    wake_.notify_one();
  }
  thread_.join();
}

void NewsThread::run() {
  for (;;) {
    work_();
    std::unique_lock lock(mutex_);
    wake_.wait_for(lock, interval_, [&] { return news_ || stopping_; });
    news_ = false;
    if (stopping_) return;
  }
}

}  // namespace debrief::journal
