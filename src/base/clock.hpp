// SPDX-License-Identifier: Apache-2.0
// Time as a value: UTC microseconds, and the clock that tells it.
#pragma once

#include <atomic>
#include <chrono>
#include <compare>
#include <cstdint>

namespace debrief {

/// A point in time, microseconds since 1970-01-01T00:00:00Z. Negative values lie before 1970.
struct Instant {
  std::int64_t micros = 0;
  friend auto operator<=>(const Instant&, const Instant&) = default;
};

using Micros = std::chrono::duration<std::int64_t, std::micro>;

constexpr Instant operator+(Instant at, Micros span) { return {at.micros + span.count()}; }
constexpr Instant operator-(Instant at, Micros span) { return {at.micros - span.count()}; }
constexpr Micros operator-(Instant a, Instant b) { return Micros{a.micros - b.micros}; }

/// Tells the time. Implementations are safe to call from any thread.
class Clock {
 public:
  virtual ~Clock() = default;
  [[nodiscard]] virtual Instant now() const = 0;
};

class SystemClock final : public Clock {
 public:
  [[nodiscard]] Instant now() const override {
    return {std::chrono::duration_cast<Micros>(std::chrono::system_clock::now().time_since_epoch()).count()};
  }
};

/// A clock that stands still until a test moves it.
class ManualClock final : public Clock {
 public:
  explicit ManualClock(Instant start) : micros_(start.micros) {}
  [[nodiscard]] Instant now() const override { return {micros_.load()}; }
  void advance(Micros by) { micros_ += by.count(); }

 private:
  std::atomic<std::int64_t> micros_;
};

}  // namespace debrief
