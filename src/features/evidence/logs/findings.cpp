// SPDX-License-Identifier: Apache-2.0
#include "features/evidence/logs/findings.hpp"

#include "base/nanoseconds.hpp"
#include "features/evidence/logs/same_sources.hpp"

#include <algorithm>
#include <array>
#include <limits>

namespace debrief::features::evidence::logs {
namespace {

using debrief::logs::kNoTime;

constexpr std::int64_t kMinute = 60'000'000'000;
constexpr std::int64_t kShortestBaseline = 10 * kMinute;
constexpr std::int64_t kLongestBaseline = 60 * kMinute;

std::optional<std::int64_t> first_of(const domain::Incident& incident, std::initializer_list<std::string_view> names) {
  for (const std::string_view name : names)
    if (const auto* milestone = incident.find_milestone(name)) return to_nanoseconds(milestone->at);
  return std::nullopt;
}

}  // namespace

std::optional<Window> extent_of(const debrief::logs::Catalogue& catalogue) {
  std::int64_t first = std::numeric_limits<std::int64_t>::max(), last = kNoTime;
  for (const auto& block : catalogue.blocks) {
    if (block->record.from_ns == kNoTime) continue;
    first = std::min(first, block->record.from_ns);
    last = std::max(last, block->record.until_ns);
  }
  if (last == kNoTime) return std::nullopt;
  return Window{first, last + 1};
}

std::optional<Window> window_of(const domain::Incident& incident, const debrief::logs::Catalogue& catalogue) {
  const auto extent = extent_of(catalogue);
  if (!extent) return std::nullopt;
  // Where nobody knows better, the end of the logs, and more before it than within.
  const Window end{extent->until_ns - std::min(30 * kMinute, (extent->until_ns - extent->from_ns) / 3),
                   extent->until_ns};
  Window window{first_of(incident, {"started", "detected", "declared"}).value_or(end.from_ns),
                first_of(incident, {"mitigated", "recovered", "resolved"}).value_or(extent->until_ns)};
  // Logs of another day than the incident's are looked at all the same.
  if (window.from_ns >= extent->until_ns || window.until_ns <= extent->from_ns || window.from_ns >= window.until_ns)
    window = end;
  return Window{std::max(window.from_ns, extent->from_ns), std::min(window.until_ns, extent->until_ns)};
}

Window baseline_before(const Window& window) {
  const std::int64_t length = std::clamp(window.until_ns - window.from_ns, kShortestBaseline, kLongestBaseline);
  return {window.from_ns - length, window.from_ns};
}

Window baseline_day_before(const Window& window) {
  constexpr std::int64_t day = 24 * 60 * kMinute;
  return {window.from_ns - day, window.until_ns - day};
}

Findings find_in(LogSet& set, const Window& window, Window baseline, const std::string& baseline_name,
                 LogSet::Deadline deadline) {
  // Where there are no logs yet, nothing can be said of how much there was.
  if (const auto extent = extent_of(*set.catalogue()))
    baseline.from_ns = std::clamp(extent->from_ns, baseline.from_ns, baseline.until_ns);
  Findings found{window, baseline, {}, {}};
  const auto now = set.series(window, deadline);
  const bool comparable = baseline.until_ns - baseline.from_ns >= kMinute;
  const auto then = comparable ? set.series(baseline, deadline) : std::vector<debrief::logs::Series>();
  const std::array baselines{debrief::logs::Baseline{baseline_name, baseline, then}};
  found.items = debrief::logs::compare_windows(now, window, baselines);
  std::vector<std::string> names;
  const auto catalogue = set.catalogue();
  for (const auto& source : catalogue->sources) names.push_back(source.name);
  const auto slower = debrief::logs::find_slower_steps(
      comparable ? set.request_lines(baseline, deadline) : std::vector<debrief::logs::RequestLine>(),
      set.request_lines(window, deadline));
  found.suspects = debrief::logs::rank_suspects(found.items, slower, names);
  return found;
}

Findings find_against(LogSet& set, const Window& window, const OtherLogs& other, LogSet::Deadline deadline) {
  using debrief::logs::FindingKind;
  Findings found{window, other.window, {}, {}};
  const auto now = set.series(window, deadline);
  std::vector<std::string> names;
  const auto catalogue = set.catalogue(), other_catalogue = other.set.catalogue();
  for (const auto& source : catalogue->sources) names.push_back(source.name);
  const SameSources same(names, now);
  const auto then = same.named_as_here(other.set.series(other.window, deadline));
  const std::array baselines{debrief::logs::Baseline{other.name, other.window, then}};
  found.items = debrief::logs::compare_windows(now, window, baselines);
  std::erase_if(found.items, [](const debrief::logs::Finding& finding) {
    return finding.kind == FindingKind::burst || finding.kind == FindingKind::silence ||
           finding.kind == FindingKind::change_point;
  });
  auto requests = other.set.request_lines(other.window, deadline);
  std::erase_if(requests, [&](debrief::logs::RequestLine& line) {
    const auto here = same.number_here(other_catalogue->sources[line.source].name);
    if (here) line.source = *here;
    return !here;
  });
  const auto slower = debrief::logs::find_slower_steps(requests, set.request_lines(window, deadline));
  found.suspects = debrief::logs::rank_suspects(found.items, slower, names);
  return found;
}

std::vector<debrief::logs::FoundLine> lines_of(LogSet& set, const debrief::logs::Finding& finding, std::size_t limit) {
  std::vector<debrief::logs::FoundLine> lines;
  const auto catalogue = set.catalogue();
  for (const auto& range : finding.lines) {
    debrief::logs::Query query;
    query.masked = false;
    query.from_ns = range.window.from_ns;
    query.until_ns = range.window.until_ns;
    if (range.template_id != 0) query.templates = {range.template_id};
    for (const auto& source : catalogue->sources)
      if (source.name == range.source) query.sources.push_back(source.number);
    auto search = set.search(query);
    if (!search || lines.size() >= limit) break;
    auto page = search->page(std::nullopt, limit - lines.size());
    std::move(page.lines.begin(), page.lines.end(), std::back_inserter(lines));
  }
  return lines;
}

}  // namespace debrief::features::evidence::logs
