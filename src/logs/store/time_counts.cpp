// SPDX-License-Identifier: Apache-2.0
#include "logs/store/time_counts.hpp"

#include "logs/store/bytes.hpp"
#include "logs/store/records.hpp"

#include <algorithm>
#include <array>

namespace debrief::logs {
namespace {

constexpr std::int64_t kMillisecond = 1'000'000, kSecond = 1000 * kMillisecond, kHour = 3600 * kSecond;
constexpr std::array kLineSteps{
    kMillisecond,       5 * kMillisecond, 10 * kMillisecond, 50 * kMillisecond, 100 * kMillisecond,
    500 * kMillisecond, kSecond,          5 * kSecond,       10 * kSecond,      30 * kSecond,
    60 * kSecond,       300 * kSecond,    600 * kSecond,     1800 * kSecond,    kHour,
    3 * kHour,          6 * kHour,        12 * kHour,        24 * kHour,        168 * kHour};
constexpr std::uint64_t kMostSpans = 256;
constexpr std::size_t kMostPlaces = 1UL << 18;  // spans and kinds
constexpr std::size_t kMostCells = 2048;        // of two bytes, mostly

std::int64_t span_of(std::int64_t at_ns, std::int64_t step_ns) {
  return at_ns / step_ns - (at_ns % step_ns < 0 ? 1 : 0);
}

// Counts by kind and span.
struct Grid {
  std::int64_t first = 0;
  std::size_t spans = 0;
  std::vector<std::uint32_t> lines;  // [kind * spans + span]

  Grid(std::int64_t from_ns, std::int64_t until_ns, std::int64_t step_ns, std::size_t kinds)
      : first(span_of(from_ns, step_ns)),
        spans(static_cast<std::size_t>(span_of(until_ns, step_ns) - first + 1)),
        lines(spans * kinds) {}

  [[nodiscard]] std::string packed() const {
    std::string cells;
    for (std::size_t kind = 0; kind * spans < lines.size(); ++kind) {
      const auto* of_kind = lines.data() + kind * spans;
      put_number(cells,
                 static_cast<std::uint64_t>(std::count_if(of_kind, of_kind + spans, [](auto n) { return n != 0; })));
      std::size_t next = 0;
      for (std::size_t span = 0; span < spans; ++span) {
        if (of_kind[span] == 0) continue;
        put_number(cells, span - next);
        put_number(cells, of_kind[span]);
        next = span + 1;
      }
    }
    return cells;
  }
};

}  // namespace

bool TimeCounts::divide(std::int64_t from_ns, std::int64_t step) const {
  return step_ns > 0 && step % step_ns == 0 && from_ns % step_ns == 0;
}

void TimeCounts::each(const std::function<void(std::size_t, std::int64_t, std::uint64_t)>& see) const {
  ByteReader reader(cells);
  for (std::size_t kind = 0; !reader.done(); ++kind) {
    std::uint64_t span = 0;
    for (std::size_t left = reader.count(kMostSpans); left > 0; --left) {
      span += reader.count(kMostSpans);
      see(kind, (first + static_cast<std::int64_t>(span)) * step_ns, reader.number());
      ++span;
    }
  }
}

void TimeCounter::begin(std::uint32_t line, std::int64_t at_ns) {
  if (!runs_.empty() && runs_.back().line == line) runs_.back().at_ns = at_ns;
  else if (runs_.empty() || runs_.back().at_ns != at_ns) runs_.push_back({line, at_ns});
}

TimeCounts TimeCounter::finish(const std::vector<std::uint16_t>& kinds, std::size_t kind_count) const {
  TimeCounts counts;
  std::int64_t from = INT64_MAX, until = kNoTime;
  for (const Run& run : runs_) {
    if (run.at_ns == kNoTime) continue;
    from = std::min(from, run.at_ns);
    until = std::max(until, run.at_ns);
  }
  if (until == kNoTime) return counts;
  for (const std::int64_t step : kLineSteps) {
    const auto spans =
        static_cast<std::uint64_t>(span_of(until, step)) - static_cast<std::uint64_t>(span_of(from, step));
    if (spans >= kMostSpans || (spans + 1) * kind_count > kMostPlaces) continue;
    Grid grid(from, until, step, kind_count);
    std::size_t cells = 0;
    for (std::size_t i = 0; i < runs_.size() && cells <= kMostCells; ++i) {
      if (runs_[i].at_ns == kNoTime) continue;
      const auto span = static_cast<std::size_t>(span_of(runs_[i].at_ns, step) - grid.first);
      const std::size_t end = i + 1 < runs_.size() ? runs_[i + 1].line : kinds.size();
      for (std::size_t line = runs_[i].line; line < end; ++line)
        if (grid.lines[kinds[line] * grid.spans + span]++ == 0) ++cells;
    }
    if (cells > kMostCells && grid.spans > 1) continue;
    counts.step_ns = step;
    counts.first = grid.first;
    counts.cells = grid.packed();
    return counts;
  }
  return counts;
}

}  // namespace debrief::logs
