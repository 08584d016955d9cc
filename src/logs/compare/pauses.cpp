// SPDX-License-Identifier: Apache-2.0
#include "logs/compare/pauses.hpp"

#include <algorithm>
#include <cmath>

#include "logs/compare/change_point.hpp"
#include "logs/compare/slices.hpp"

namespace debrief::logs {

namespace {

constexpr double kLeastBurst = 10, kLeastExpected = 10;
constexpr std::int64_t kLeastSilence = 30;

std::int64_t seconds(std::int64_t ns) {
  return ns / kSecondNs;
}

std::vector<std::int64_t> active_in(const Series& series, Window window) {
  std::vector<std::int64_t> active;
  auto at = series.per_second.lower_bound(seconds(window.from_ns));
  for (; at != series.per_second.end() && at->first < seconds(window.until_ns); ++at) active.push_back(at->first);
  return active;
}

std::int64_t longest_pause(const std::vector<std::int64_t>& active) {
  std::int64_t longest = 1;
  for (std::size_t i = 1; i < active.size(); ++i) longest = std::max(longest, active[i] - active[i - 1]);
  return longest;
}

}  // namespace

std::optional<Burst> find_burst(const Series& series, Window baseline, Window incident) {
  if (incident.until_ns <= incident.from_ns) return {};
  const auto first = series.per_second.lower_bound(seconds(incident.from_ns));
  const auto last = series.per_second.lower_bound(seconds(incident.until_ns));
  // Most series have no such second; the seconds of a long baseline need not be listed for them.
  if (std::none_of(first, last, [](const auto& second) { return second.second >= kLeastBurst; })) return {};
  const std::vector<double> before = slices_of(series, baseline, 1);
  if (before.empty()) return {};
  const Quartiles usual = quartiles_of(before);
  const double most = *std::max_element(before.begin(), before.end());
  const double least = std::max({kLeastBurst, 2 * most, usual.high + 10 * (usual.high - usual.low)});
  std::optional<Burst> best, run;
  for (auto at = first; at != last; ++at) {
    if (at->second < least) continue;
    if (!run || at->first * kSecondNs > run->window.until_ns + 2 * kSecondNs)
      run = Burst{{at->first * kSecondNs, 0}, 0, most};
    run->window.until_ns = (at->first + 1) * kSecondNs;
    run->count += at->second;
    if (!best || run->count > best->count) best = run;
  }
  return best;
}

std::optional<Silence> find_silence(const Series& source, const Series& all, Window baseline, Window incident,
                                    double dispersion) {
  const double lines = count_in(source, baseline);
  if (lines < kLeastExpected || seconds_of(baseline) <= 0) return {};
  const std::int64_t usual = longest_pause(active_in(source, baseline));
  std::vector<std::int64_t> active = active_in(source, {baseline.from_ns, incident.until_ns});
  active.push_back(seconds(incident.until_ns));
  std::int64_t from = 0, until = 0;
  for (std::size_t i = 1; i < active.size(); ++i) {
    if (active[i] <= seconds(incident.from_ns) || active[i] - active[i - 1] <= until - from) continue;
    from = active[i - 1] + 1;
    until = active[i];
  }
  const Window silent{from * kSecondNs, until * kSecondNs};
  const double share = seconds_of(silent) / seconds_of(baseline), theirs = (count_in(all, baseline) - lines) * share;
  const double activity = theirs > 0 ? std::min(1.0, count_in(all, silent) / theirs) : 1;
  const double expected = lines * share * activity;
  if (until - from < std::max(kLeastSilence, 3 * usual) || expected < kLeastExpected) return {};
  return Silence{silent, static_cast<double>(usual), expected, std::exp(-expected / std::max(1.0, dispersion))};
}

}  // namespace debrief::logs
