// SPDX-License-Identifier: Apache-2.0
// Waiting no longer than a limit for what cannot be interrupted.
#pragma once

#include "base/result.hpp"

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <exception>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>

namespace debrief::git {

/// Runs `work` on a thread of its own and waits for it. After `limit`, or once `stop` is set, the thread is left to end
/// by itself: `work` must own all that it uses. Throws what `work` throws. Errors: unavailable.
template <class T>
Result<T> within(std::chrono::milliseconds limit, const std::atomic<bool>& stop, std::function<Result<T>()> work) {
  struct Outcome {
    std::mutex mutex;
    std::condition_variable ready;
    std::optional<Result<T>> result;
    std::exception_ptr thrown;
  };
  const auto outcome = std::make_shared<Outcome>();
  std::thread([outcome, work = std::move(work)] {
    std::optional<Result<T>> result;
    std::exception_ptr thrown;
    try {
      result.emplace(work());
    } catch (...) {
      thrown = std::current_exception();
    }
    const std::scoped_lock lock(outcome->mutex);
    outcome->result = std::move(result);
    outcome->thrown = thrown;
    outcome->ready.notify_all();
  }).detach();
  constexpr std::chrono::milliseconds kSlice{100};
  const auto until = std::chrono::steady_clock::now() + limit;
  std::unique_lock lock(outcome->mutex);
  while (!outcome->result && !outcome->thrown) {
    if (stop) return make_error(ErrorCode::unavailable, "the server is stopping");
    if (std::chrono::steady_clock::now() > until)
      return make_error(ErrorCode::unavailable, "there was no answer within {} seconds",
                        std::chrono::duration_cast<std::chrono::seconds>(limit).count());
    outcome->ready.wait_for(lock, kSlice);
  }
  if (outcome->thrown) std::rethrow_exception(outcome->thrown);
  return *std::move(outcome->result);
}

}  // namespace debrief::git
