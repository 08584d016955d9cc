// SPDX-License-Identifier: Apache-2.0
#include "logs/compare/tested_series.hpp"

#include <algorithm>
#include <map>
#include <utility>

#include "logs/compare/slices.hpp"

namespace debrief::logs {

namespace {

using Key = std::pair<std::uint64_t, std::string_view>;

double total_seconds(const std::vector<Window>& parts) {
  double seconds = 0;
  for (const Window& part : parts) seconds += seconds_of(part);
  return seconds;
}

BaselineCounts count_baseline(const Series& series, const std::vector<Window>& parts, Window incident, double after) {
  BaselineCounts counts;
  counts.series = &series;
  std::vector<double> slices;
  for (const Window& part : parts) {
    counts.count += count_in(series, part);
    const std::vector<double> of_part = slices_of(series, part, slice_seconds(incident));
    slices.insert(slices.end(), of_part.begin(), of_part.end());
  }
  const double seconds = total_seconds(parts);
  counts.per_minute = seconds > 0 ? 60 * counts.count / seconds : 0;
  counts.dispersion = dispersion_of(slices);
  counts.change = compare_rates({counts.count, seconds}, {after, seconds_of(incident)}, counts.dispersion);
  return counts;
}

void settle_p(TestedSeries& tested) {
  bool up = false, down = false;
  tested.p = tested.baselines.empty() ? 1 : 0;
  for (const BaselineCounts& baseline : tested.baselines) {
    tested.p = std::max(tested.p, baseline.change.p);
    (baseline.change.log2_ratio > 0 ? up : down) = true;
  }
  if (up && down) tested.p = 1;
}

}  // namespace

const Series& TestedSeries::any() const {
  static const Series kNone;
  if (series != nullptr) return *series;
  for (const BaselineCounts& baseline : baselines)
    if (baseline.series != nullptr) return *baseline.series;
  return kNone;
}

std::int64_t slice_seconds(Window incident) {
  return std::clamp<std::int64_t>(static_cast<std::int64_t>(seconds_of(incident)) / 10, 1, 60);
}

ComparedTime compared_time(std::span<const Series> series, Window incident, std::span<const Baseline> baselines) {
  ComparedTime time;
  time.incident = incident;
  const std::vector<Window> covered = covered_parts(series, incident);
  if (!covered.empty()) time.incident.until_ns = covered.back().until_ns;
  for (const Baseline& baseline : baselines) {
    std::vector<Window> parts = covered_parts(baseline.series, baseline.window);
    if (parts.empty()) continue;
    time.baselines.push_back(&baseline);
    time.covered.push_back(std::move(parts));
  }
  return time;
}

std::vector<TestedSeries> test_series(std::span<const Series> series, const ComparedTime& time) {
  std::map<Key, TestedSeries> by_key;
  for (const Series& one : series) {
    TestedSeries& tested = by_key[{one.template_id, one.source}];
    tested.series = &one;
    tested.count = count_in(one, time.incident);
  }
  std::vector<std::map<Key, const Series*>> there(time.baselines.size());
  for (std::size_t i = 0; i < time.baselines.size(); ++i) {
    for (const Series& one : time.baselines[i]->series) {
      there[i][{one.template_id, one.source}] = &one;
      by_key[{one.template_id, one.source}];
    }
  }
  static const Series kNone;
  std::vector<TestedSeries> result;
  for (auto& [key, tested] : by_key) {
    double lines = tested.count;
    for (std::size_t i = 0; i < there.size(); ++i) {
      const auto found = there[i].find(key);
      const Series* match = found == there[i].end() ? nullptr : found->second;
      tested.baselines.push_back(
          count_baseline(match == nullptr ? kNone : *match, time.covered[i], time.incident, tested.count));
      tested.baselines.back().series = match;
      lines += tested.baselines.back().count;
    }
    if (lines == 0) continue;
    tested.per_minute = 60 * tested.count / std::max(1.0, seconds_of(time.incident));
    settle_p(tested);
    result.push_back(std::move(tested));
  }
  std::vector<double> p;
  for (const TestedSeries& tested : result) p.push_back(tested.p);
  const std::vector<double> q = false_discovery_rates(p);
  for (std::size_t i = 0; i < result.size(); ++i) result[i].q = q[i];
  return result;
}

}  // namespace debrief::logs
