// SPDX-License-Identifier: Apache-2.0
// Counts of requests in the text format of Prometheus (prometheus.io/docs/instrumenting/exposition_formats).
#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <string_view>

namespace debrief::app {

/// Safe from any thread. Labels come from the route table only, so their number is bounded.
class RequestMetrics {
 public:
  void count(const std::string& route, int status, std::chrono::microseconds took);
  void append_to(std::string& text) const;

 private:
  static constexpr std::array<double, 9> kBuckets{0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.5, 1, 5};
  struct Series {
    std::array<std::uint64_t, kBuckets.size()> buckets{};
    std::uint64_t count = 0;
    double seconds = 0;
    std::map<int, std::uint64_t> by_status;
  };
  mutable std::mutex mutex_;
  std::map<std::string, Series> routes_;
};

/// Appends one metric with its help line.
void append_metric(std::string& text, std::string_view name, std::string_view type, std::string_view help, double value);

}  // namespace debrief::app
