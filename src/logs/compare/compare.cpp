// SPDX-License-Identifier: Apache-2.0
#include "logs/compare/compare.hpp"

#include <algorithm>
#include <cmath>
#include <set>
#include <tuple>
#include <unordered_set>

#include "logs/compare/change_point.hpp"
#include "logs/compare/describe.hpp"
#include "logs/compare/pauses.hpp"
#include "logs/compare/slices.hpp"
#include "logs/compare/tested_series.hpp"

namespace debrief::logs {

namespace {

constexpr double kMostEvidence = 50, kLeastLines = 20;
constexpr std::size_t kLeastSources = 5;
constexpr std::int64_t kMostSlicesBefore = 200;
constexpr int kWarning = 5, kError = 6;  // logs::Level

std::int64_t first_in(const Series& series, Window window) {
  const auto at = series.per_second.lower_bound(window.from_ns / kSecondNs);
  return at == series.per_second.end() ? window.from_ns : std::max(window.from_ns, at->first * kSecondNs);
}

/// Behind the last line in the window.
std::int64_t end_in(const Series& series, Window window) {
  auto at = series.per_second.lower_bound(window.until_ns / kSecondNs);
  if (at == series.per_second.begin()) return window.until_ns;
  return std::min(window.until_ns, (--at)->first * kSecondNs + kSecondNs);
}

double weight_of(FindingKind kind) {
  switch (kind) {
    case FindingKind::new_template: return 1.5;
    case FindingKind::silence: return 1.2;
    case FindingKind::burst: return 0.8;
    case FindingKind::rate_down: return 0.7;
    default: return 1;
  }
}

double score_of(const Finding& finding) {
  const double evidence = std::min(kMostEvidence, -std::log10(std::max(finding.q, 1e-300)));
  const double level = finding.level >= kError ? 2 : finding.level == kWarning ? 1.4 : 1;
  const double effect = std::min({std::abs(finding.change.log2_ratio), std::abs(finding.beyond_load), 6.0}) / 6;
  return evidence * weight_of(finding.kind) * level * (0.5 + effect / 2);
}

class Comparer {
 public:
  Comparer(std::span<const Series> series, Window incident, std::span<const Baseline> baselines,
           const CompareLimits& limits)
      : series_(series),
        time_(compared_time(series, incident, baselines)),
        limits_(limits),
        sources_(by_source(series)) {}

  std::vector<Finding> run() {
    const std::vector<TestedSeries> tested = test_series(series_, time_);
    measure_load();
    if (!time_.baselines.empty()) {
      list_known_before();
      novelty_ = share_of_chance(tested);
      for (const TestedSeries& one : tested) compare_rate(one);
    }
    find_bursts();
    for (const Series& source : sources_) look_at_source(source);
    std::sort(findings_.begin(), findings_.end(), [](const Finding& a, const Finding& b) {
      return std::tie(b.score, a.from_ns, a.template_id, a.source, a.kind) <
             std::tie(a.score, b.from_ns, b.template_id, b.source, b.kind);
    });
    if (findings_.size() > limits_.most_findings) findings_.resize(limits_.most_findings);
    for (Finding& finding : findings_) finding.why = describe(finding);
    return std::move(findings_);
  }

 private:
  /// The median of the sources' changes, when there are enough of them for one not to matter.
  void measure_load() {
    for (const Series& source : sources_)
      for (const auto& [second, lines] : source.per_second) all_.per_second[second] += lines;
    if (time_.covered.empty()) return;
    const Window before = time_.covered.front().back();
    std::vector<double> changes;
    for (const Series& source : sources_) {
      const Exposure was{count_in(source, before), seconds_of(before)};
      if (was.count < kLeastLines) continue;
      changes.push_back(
          compare_rates(was, {count_in(source, time_.incident), seconds_of(time_.incident)}, 1).log2_ratio);
    }
    if (changes.size() >= kLeastSources) load_ = quartiles_of(changes).median;
  }

  bool occurred_before(const Series& series) const {
    return series.first_ns != 0 && series.first_ns < time_.incident.from_ns;
  }

  void list_known_before() {
    for (const Series& one : series_)
      if (occurred_before(one)) known_.insert(one.template_id);
    for (std::size_t i = 0; i < time_.baselines.size(); ++i)
      for (const Series& one : time_.baselines[i]->series)
        for (const Window& part : time_.covered[i])
          if (count_in(one, part) > 0) known_.insert(one.template_id);
  }

  /// New templates come all the time. As many as first came within the same time just before the incident are owed to
  /// chance.
  double share_of_chance(const std::vector<TestedSeries>& tested) const {
    const std::int64_t length = time_.incident.until_ns - time_.incident.from_ns;
    std::set<std::uint64_t> now, before;
    for (const TestedSeries& one : tested)
      if (one.count > 0 && !known_.contains(one.any().template_id)) now.insert(one.any().template_id);
    std::set<std::uint64_t> older;
    for (const Series& one : series_) {
      if (one.first_ns >= time_.incident.from_ns || one.per_second.empty()) continue;
      const bool just_before = one.first_ns >= time_.incident.from_ns - length;
      (just_before ? before : older).insert(one.template_id);
    }
    for (const std::uint64_t id : older) before.erase(id);
    if (older.empty() || now.empty()) return 1;
    return std::min(1.0, (static_cast<double>(before.size()) + 0.5) / (static_cast<double>(now.size()) + 0.5));
  }

  Finding begin(FindingKind kind, const Series& series) const {
    Finding finding;
    finding.kind = kind;
    finding.template_id = series.template_id;
    finding.template_text = series.template_text;
    finding.source = series.source;
    finding.level = series.level;
    finding.from_ns = time_.incident.from_ns;
    finding.until_ns = time_.incident.until_ns;
    return finding;
  }

  void add(Finding finding) {
    if (finding.lines.empty())
      finding.lines = {{finding.template_id, finding.source, {finding.from_ns, finding.until_ns}}};
    finding.beyond_load = finding.change.log2_ratio - load_;
    finding.score = score_of(finding);
    findings_.push_back(std::move(finding));
  }

  void compare_rate(const TestedSeries& tested) {
    const Series& series = tested.any();
    const bool is_new = tested.count > 0 && !known_.contains(series.template_id);
    const double q = is_new ? std::min(tested.q, novelty_) : tested.q;
    if (q > limits_.most_false && !is_new) return;
    const BaselineCounts& nearest = tested.baselines.front();
    const bool everywhere = std::all_of(tested.baselines.begin(), tested.baselines.end(),
                                        [](const BaselineCounts& baseline) { return baseline.count > 0; });
    Finding finding = begin(is_new                            ? FindingKind::new_template
                            : tested.count == 0 && everywhere ? FindingKind::vanished_template
                            : nearest.change.log2_ratio > 0   ? FindingKind::rate_up
                                                              : FindingKind::rate_down,
                            series);
    finding.p = tested.p;
    finding.q = q;
    finding.change = nearest.change;
    finding.count = tested.count;
    finding.per_minute = tested.per_minute;
    finding.baseline_count = nearest.count;
    finding.baseline_per_minute = nearest.per_minute;
    finding.baseline = time_.baselines.front()->name;
    place(finding, tested);
    add(std::move(finding));
  }

  /// When it began, and the lines that show it: for what has vanished, the last of its baseline.
  void place(Finding& finding, const TestedSeries& tested) const {
    const Series& series = tested.any();
    if (finding.kind == FindingKind::vanished_template) {
      for (const BaselineCounts& baseline : tested.baselines) {
        if (baseline.series == nullptr) continue;
        const std::int64_t end = end_in(*baseline.series, time_.covered.front().back());
        if (baseline.series == tested.series) finding.from_ns = end;
        finding.lines = {{finding.template_id, finding.source, {end - 60 * kSecondNs, end}}};
        return;
      }
    } else if (finding.kind == FindingKind::new_template) {
      finding.from_ns = first_in(series, time_.incident);
      finding.until_ns = end_in(series, time_.incident);
    } else if (const auto change = change_of(series); change && *change >= time_.incident.from_ns) {
      finding.from_ns = *change;
    }
  }

  /// When the series changed for good, between the baseline that leads up to the incident and its end; absent when no
  /// baseline does.
  std::optional<std::int64_t> change_of(const Series& series) const {
    if (time_.covered.empty()) return {};
    const Window before = time_.covered.front().back();
    if (before.until_ns < time_.incident.from_ns || before.from_ns > time_.incident.from_ns) return {};
    const std::int64_t slice_ns = slice_seconds(time_.incident) * kSecondNs;
    const std::int64_t from = std::max(before.from_ns, time_.incident.from_ns - kMostSlicesBefore * slice_ns);
    const auto point = find_change_point(slices_of(series, {from, time_.incident.until_ns}, slice_ns / kSecondNs));
    if (!point) return {};
    return from + static_cast<std::int64_t>(point->slice) * slice_ns;
  }

  void find_bursts() {
    if (time_.covered.empty()) return;
    for (const Series& one : series_) {
      if (!known_.contains(one.template_id)) continue;
      const auto burst = find_burst(one, time_.covered.front().back(), time_.incident);
      if (!burst) continue;
      Finding finding = begin(FindingKind::burst, one);
      finding.from_ns = burst->window.from_ns;
      finding.until_ns = burst->window.until_ns;
      set_rates(finding, one, burst->window, burst->count);
      if (finding.q <= limits_.most_false) add(std::move(finding));
    }
  }

  /// Of a time chosen for its many lines: the p-value pays for the times there were to choose from.
  void set_rates(Finding& finding, const Series& series, Window window, double count) const {
    const Window before = time_.covered.front().back();
    const double seconds = std::max(1.0, seconds_of(window));
    finding.count = count;
    finding.per_minute = 60 * count / seconds;
    finding.baseline_count = count_in(series, before);
    finding.baseline_per_minute = 60 * finding.baseline_count / seconds_of(before);
    finding.baseline = time_.baselines.front()->name;
    const auto slices = slices_of(series, before, static_cast<std::int64_t>(seconds));
    finding.change =
        compare_rates({finding.baseline_count, seconds_of(before)}, {count, seconds}, dispersion_of(slices));
    const double choices = static_cast<double>(series_.size()) * seconds_of(time_.incident) / seconds;
    finding.p = finding.change.p;
    finding.q = std::min(1.0, finding.p * std::max(1.0, choices));
  }

  void look_at_source(const Series& source) {
    if (time_.covered.empty()) return;
    const Window before = time_.covered.front().back();
    const auto slices = slices_of(source, before, slice_seconds(time_.incident));
    const auto silence = find_silence(source, all_, before, time_.incident, dispersion_of(slices));
    if (silence && silence->p <= limits_.most_false) {
      Finding finding = begin(FindingKind::silence, source);
      finding.from_ns = silence->window.from_ns;
      finding.until_ns = silence->window.until_ns;
      set_rates(finding, source, silence->window, 0);
      finding.p = finding.q = silence->p;
      finding.baseline_count = silence->expected_lines;
      finding.lines = {{0, source.source, {silence->window.from_ns - 60 * kSecondNs, silence->window.from_ns}}};
      add(std::move(finding));
    }
    const auto change = change_of(source);
    if (!change || *change < time_.incident.from_ns) return;
    Finding finding = begin(FindingKind::change_point, source);
    finding.from_ns = *change;
    set_rates(finding, source, {*change, time_.incident.until_ns},
              count_in(source, {*change, time_.incident.until_ns}));
    if (finding.q <= limits_.most_false) add(std::move(finding));
  }

  std::span<const Series> series_;
  ComparedTime time_;
  CompareLimits limits_;
  std::vector<Series> sources_;
  Series all_;
  double load_ = 0;                          // log2
  std::unordered_set<std::uint64_t> known_;  // templates that occurred before the incident
  double novelty_ = 1;
  std::vector<Finding> findings_;
};

}  // namespace

std::vector<Finding> compare_windows(std::span<const Series> series, Window incident,
                                     std::span<const Baseline> baselines, const CompareLimits& limits) {
  return Comparer(series, incident, baselines, limits).run();
}

}  // namespace debrief::logs
