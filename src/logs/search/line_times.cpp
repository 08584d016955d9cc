// SPDX-License-Identifier: Apache-2.0
#include "logs/search/line_times.hpp"

#include <chrono>

namespace debrief::logs {
namespace {

constexpr std::size_t kLongestStamp = 64;
constexpr std::int64_t kDay = 86'400'000'000'000;

int year_of(std::int64_t at_ns) {
  using namespace std::chrono;
  return static_cast<int>(year_month_day(floor<days>(sys_time<nanoseconds>(nanoseconds(at_ns)))).year());
}

}  // namespace

std::optional<StampReading> LineTimes::reading(std::uint32_t line) {
  const LinePlace place = block_.places()[line];
  text_.clear();
  if (place.kind == 0) return stamps_.read_plain(block_.plain_line(place.row));
  const auto stamp = stamps_.place(block_.kinds()[place.kind].skeleton, block_.skeleton(place.kind));
  if (!stamp) return std::nullopt;
  block_.render_from(place, stamp->slots_before, stamp->delta + kLongestStamp, text_);
  return stamp->delta < text_.size() ? stamps_.read(*stamp, std::string_view(text_).substr(stamp->delta))
                                     : std::nullopt;
}

// What stamps leave out is what puts them into the time of the block.
SourceClock LineTimes::clock_for(const StampReading& first) const {
  ClockSettings settings = source_.clock;
  for (const int step : {0, -1, 1}) {
    if (first.yearless) settings.year = year_of(record_.first_ns) + step;
    if (first.dateless) settings.day = record_.first_ns / kDay + step;
    const std::int64_t at = SourceClock(settings).at(first);
    if (at >= record_.from_ns && at <= record_.until_ns) break;
  }
  return SourceClock(settings);
}

std::int64_t LineTimes::at(std::uint32_t line) {
  const bool long_block = record_.until_ns - record_.from_ns >= kDay;
  for (std::uint32_t i = line + 1; i-- > 0;) {
    const auto stamp = reading(i);
    if (!stamp) continue;
    if (long_block && (stamp->yearless || stamp->dateless)) return all()[line];
    return clock_for(*stamp).at(*stamp);
  }
  return record_.inherited_ns;
}

const std::vector<std::int64_t>& LineTimes::all() {
  if (!all_.empty()) return all_;
  all_.reserve(block_.lines());
  std::optional<SourceClock> clock;
  std::int64_t last = record_.inherited_ns;
  for (std::uint32_t line = 0; line < block_.lines(); ++line) {
    if (const auto stamp = reading(line)) {
      if (!clock) clock = clock_for(*stamp);
      last = clock->at(*stamp);
    }
    all_.push_back(last);
  }
  return all_;
}

}  // namespace debrief::logs
