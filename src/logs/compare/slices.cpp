// SPDX-License-Identifier: Apache-2.0
#include "logs/compare/slices.hpp"

#include <algorithm>

namespace debrief::logs {

namespace {

constexpr std::int64_t kMostSlices = 100'000, kLeastPause = 60, kUsualPauses = 20;

std::int64_t second_at_or_after(std::int64_t ns) {
  return ns >= 0 ? (ns + kSecondNs - 1) / kSecondNs : -(-ns / kSecondNs);
}

std::vector<std::int64_t> active_seconds(std::span<const Series> series, Window window) {
  std::vector<std::int64_t> seconds;
  const std::int64_t until = second_at_or_after(window.until_ns);
  for (const Series& one : series) {
    auto at = one.per_second.lower_bound(second_at_or_after(window.from_ns));
    for (; at != one.per_second.end() && at->first < until; ++at) seconds.push_back(at->first);
  }
  std::sort(seconds.begin(), seconds.end());
  seconds.erase(std::unique(seconds.begin(), seconds.end()), seconds.end());
  return seconds;
}

std::int64_t longest_usual_pause(const std::vector<std::int64_t>& seconds) {
  std::vector<std::int64_t> pauses;
  for (std::size_t i = 1; i < seconds.size(); ++i) pauses.push_back(seconds[i] - seconds[i - 1]);
  if (pauses.empty()) return kLeastPause;
  const auto middle = pauses.begin() + static_cast<std::ptrdiff_t>(pauses.size() / 2);
  std::nth_element(pauses.begin(), middle, pauses.end());
  return std::max(kLeastPause, kUsualPauses * *middle);
}

}  // namespace

double seconds_of(Window window) {
  return static_cast<double>(window.until_ns - window.from_ns) / static_cast<double>(kSecondNs);
}

double count_in(const Series& series, Window window) {
  double count = 0;
  const std::int64_t until = second_at_or_after(window.until_ns);
  auto at = series.per_second.lower_bound(second_at_or_after(window.from_ns));
  for (; at != series.per_second.end() && at->first < until; ++at) count += at->second;
  return count;
}

std::vector<double> slices_of(const Series& series, Window window, std::int64_t slice_seconds) {
  const std::int64_t from = second_at_or_after(window.from_ns), until = second_at_or_after(window.until_ns);
  if (until <= from) return {};
  const std::int64_t slice = std::max({slice_seconds, std::int64_t{1}, (until - from) / kMostSlices + 1});
  std::vector<double> counts(static_cast<std::size_t>((until - from + slice - 1) / slice));
  auto at = series.per_second.lower_bound(from);
  for (; at != series.per_second.end() && at->first < until; ++at)
    counts[static_cast<std::size_t>((at->first - from) / slice)] += at->second;
  return counts;
}

std::vector<Series> by_source(std::span<const Series> series) {
  std::map<std::string, Series> sources;
  for (const Series& one : series) {
    const auto [found, added] = sources.try_emplace(one.source);
    Series& source = found->second;
    if (added) source.first_ns = one.first_ns;
    source.source = one.source;
    source.first_ns = std::min(source.first_ns, one.first_ns);
    for (const auto& [second, lines] : one.per_second) source.per_second[second] += lines;
  }
  std::vector<Series> result;
  for (auto& [name, source] : sources) result.push_back(std::move(source));
  return result;
}

std::vector<Window> covered_parts(std::span<const Series> series, Window window) {
  const std::vector<std::int64_t> seconds = active_seconds(series, window);
  if (seconds.empty()) return {};
  const std::int64_t longest = longest_usual_pause(seconds);
  const auto within = [&](std::int64_t from, std::int64_t until) {
    return Window{std::max(window.from_ns, from * kSecondNs), std::min(window.until_ns, until * kSecondNs)};
  };
  std::vector<Window> parts;
  std::int64_t from =
      seconds[0] - second_at_or_after(window.from_ns) <= longest ? second_at_or_after(window.from_ns) : seconds[0];
  for (std::size_t i = 1; i < seconds.size(); ++i) {
    if (seconds[i] - seconds[i - 1] <= longest) continue;
    parts.push_back(within(from, seconds[i - 1] + 1));
    from = seconds[i];
  }
  const std::int64_t end = second_at_or_after(window.until_ns);
  parts.push_back(within(from, end - seconds.back() <= longest ? end : seconds.back() + 1));
  return parts;
}

}  // namespace debrief::logs
