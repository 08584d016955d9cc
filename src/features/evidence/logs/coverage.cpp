// SPDX-License-Identifier: Apache-2.0
#include "features/evidence/logs/coverage.hpp"

#include "base/nanoseconds.hpp"

#include <algorithm>

namespace debrief::features::evidence::logs {
namespace {

constexpr std::int64_t kMinuteNs = 60'000'000'000;
constexpr std::int64_t kMostSteps = 480;
constexpr std::size_t kMostSources = 2000;
constexpr std::chrono::seconds kLongest{2};

// Steps with lines that follow one another are one stretch.
std::vector<std::pair<Instant, Instant>> stretches_of(const debrief::logs::Histogram& counts, std::size_t sources,
                                                      std::size_t source, Instant until) {
  std::vector<std::pair<Instant, Instant>> spans;
  for (std::size_t step = 0; step * sources + source < counts.counts.size(); ++step) {
    if (counts.counts[step * sources + source] == 0) continue;
    const std::int64_t begin = counts.from_ns + static_cast<std::int64_t>(step) * counts.step_ns;
    const Instant from{begin / 1000}, to = std::min(Instant{(begin + counts.step_ns) / 1000}, until);
    if (!spans.empty() && spans.back().second == from) spans.back().second = to;
    else spans.emplace_back(from, to);
  }
  return spans;
}

}  // namespace

std::optional<std::vector<domain::LogCoverage>> find_coverage(const IncidentLogs& logs, Instant from, Instant until) {
  const auto catalogue = logs.set->catalogue();
  const std::size_t sources = catalogue->sources.size();
  const bool reading = std::any_of(logs.pending.begin(), logs.pending.end(),
                                   [](const Pending& one) { return one.state != Pending::State::failed; });
  if (reading || sources == 0 || sources > kMostSources || until <= from) return std::nullopt;
  debrief::logs::Query query;
  query.from_ns = to_nanoseconds(from);
  query.until_ns = to_nanoseconds(until);
  query.deadline = std::chrono::steady_clock::now() + kLongest;
  const std::int64_t length = query.until_ns - query.from_ns;
  const std::int64_t step = ((length - 1) / kMostSteps / kMinuteNs + 1) * kMinuteNs;
  const auto search = logs.set->search(query);
  if (!search) return std::nullopt;
  try {
    const auto counts = search->histogram(
        query.from_ns, step, static_cast<std::size_t>((length - 1) / step + 1), sources,
        [](const debrief::logs::FoundLine& line) { return std::size_t{line.at.source}; },
        [](std::uint32_t) { return false; });
    std::vector<domain::LogCoverage> coverage;
    for (std::size_t source = 0; source < sources; ++source)
      coverage.push_back(
          {source_name_of(catalogue->sources[source]).name, stretches_of(counts, sources, source, until)});
    return coverage;
  } catch (const debrief::logs::SearchTooLong&) {
    return std::nullopt;
  }
}

}  // namespace debrief::features::evidence::logs
