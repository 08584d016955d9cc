// SPDX-License-Identifier: Apache-2.0
#include "app/metrics.hpp"

#include <fmt/core.h>

namespace debrief::app {

void append_metric(std::string& text, std::string_view name, std::string_view type, std::string_view help, double value) {
  text += fmt::format("# HELP {0} {1}\n# TYPE {0} {2}\n{0} {3}\n", name, help, type, value);
}

void RequestMetrics::count(const std::string& route, int status, std::chrono::microseconds took) {
  const double seconds = static_cast<double>(took.count()) / 1e6;
  const std::scoped_lock lock(mutex_);
  Series& series = routes_[route];
  for (std::size_t i = 0; i < kBuckets.size(); ++i)
    if (seconds <= kBuckets[i]) ++series.buckets[i];
  ++series.count;
  series.seconds += seconds;
  ++series.by_status[status / 100 * 100];
}

void RequestMetrics::append_to(std::string& text) const {
  const std::scoped_lock lock(mutex_);
  text += "# HELP debrief_http_requests_total Requests answered, by route and class of status.\n# TYPE debrief_http_requests_total counter\n";
  for (const auto& [route, series] : routes_)
    for (const auto& [status, count] : series.by_status)
      text += fmt::format("debrief_http_requests_total{{route=\"{}\",status=\"{}xx\"}} {}\n", route, status / 100, count);
  text += "# HELP debrief_http_request_seconds Time from request to answer.\n# TYPE debrief_http_request_seconds histogram\n";
  for (const auto& [route, series] : routes_) {
    for (std::size_t i = 0; i < kBuckets.size(); ++i)
      text += fmt::format("debrief_http_request_seconds_bucket{{route=\"{}\",le=\"{}\"}} {}\n", route, kBuckets[i], series.buckets[i]);
    text += fmt::format("debrief_http_request_seconds_bucket{{route=\"{0}\",le=\"+Inf\"}} {1}\ndebrief_http_request_seconds_sum{{route=\"{0}\"}} {2}\n"
                        "debrief_http_request_seconds_count{{route=\"{0}\"}} {1}\n",
                        route, series.count, series.seconds);
  }
}

}  // namespace debrief::app
