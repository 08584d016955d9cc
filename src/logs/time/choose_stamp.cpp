// SPDX-License-Identifier: Apache-2.0
#include "logs/time/choose_stamp.hpp"

#include "logs/time/civil_time.hpp"

#include <algorithm>
#include <tuple>

namespace debrief::logs {
namespace {

constexpr std::int64_t kAllowedStepBack = 2 * kSecond;
constexpr std::size_t kMostChoices = 64;

// What a sample says about one choice.
struct Evidence {
  StampChoice choice;
  StampReading first;
  std::size_t lines = 0;
  std::size_t steps_forward = 0;
  std::size_t steps_back = 0;
  std::int64_t last = 0;
  std::uint64_t begins = 0;  // sum of positions
  int digits = 0;            // below a second

  // A constant proves nothing while there are few lines.
  [[nodiscard]] bool advances() const { return steps_back * 10 <= lines && (steps_forward > 0 || lines < 3); }
};

int digits_below_second(std::int64_t nanoseconds) {
  std::int64_t fraction = nanoseconds % kSecond;
  int digits = fraction == 0 ? 0 : 9;
  for (; digits > 0 && fraction % 10 == 0; fraction /= 10) --digits;
  return digits;
}

void add(Evidence& evidence, const FoundLayout& stamp) {
  const std::int64_t at = stamp.reading.nanoseconds;
  if (evidence.lines == 0) {
    evidence.first = stamp.reading;
  } else if (at > evidence.last) {
    ++evidence.steps_forward;
  } else if (at < evidence.last - kAllowedStepBack) {
    ++evidence.steps_back;
  }
  evidence.last = at;
  evidence.begins += stamp.begin;
  // Milliseconds and microseconds are what clocks have; one that drops its last zero is no coarser.
  const int digits = digits_below_second(at);
  evidence.digits = std::max(evidence.digits, (digits + 2) / 3 * 3);
  ++evidence.lines;
}

std::size_t index_of(std::span<const FoundLayout> line, std::size_t stamp) {
  const auto same = [&](const FoundLayout& other) { return other.layout == line[stamp].layout; };
  return static_cast<std::size_t>(std::count_if(line.begin(), line.begin() + static_cast<std::ptrdiff_t>(stamp), same));
}

std::vector<Evidence> gather(std::span<const std::vector<FoundLayout>> of_lines) {
  std::vector<Evidence> all;
  for (const std::vector<FoundLayout>& line : of_lines) {
    for (std::size_t i = 0; i < line.size(); ++i) {
      const std::size_t index = index_of(line, i);
      const auto is_it = [&](const Evidence& e) {
        return e.choice.index == index && e.choice.layout == line[i].layout;
      };
      auto known = std::find_if(all.begin(), all.end(), is_it);
      if (known == all.end()) {
        if (all.size() == kMostChoices) continue;
        known = all.insert(known, Evidence{.choice = {line[i].layout, index}, .first = {}});
      }
      add(*known, line[i]);
    }
  }
  return all;
}

// The layout with the places of day and month exchanged; the same for those that cannot be confused.
StampLayout exchanged(StampLayout layout) {
  const auto part = [&](StampPart wanted) {
    return std::find_if(layout.fields.begin(), layout.fields.end(),
                        [&](const StampField& field) { return field.part == wanted; });
  };
  const auto day = part(StampPart::day2);
  const auto month = part(StampPart::month2);
  if (day != layout.fields.end() && month != layout.fields.end() && day > month) std::swap(*day, *month);
  return layout;
}

void drop_month_first(std::vector<Evidence>& all) {
  std::vector<StampLayout> refuted;
  for (const Evidence& e : all) {
    const StampLayout other = exchanged(e.choice.layout);
    const auto is_other = [&](const Evidence& o) { return o.choice.layout == other; };
    if (other != e.choice.layout && std::any_of(all.begin(), all.end(), is_other)) refuted.push_back(e.choice.layout);
  }
  std::erase_if(all, [&](const Evidence& e) {
    return std::find(refuted.begin(), refuted.end(), e.choice.layout) != refuted.end();
  });
}

}  // namespace

const FoundLayout* StampRule::find(std::span<const FoundLayout> of_line) const {
  for (const StampChoice& choice : choices) {
    std::size_t index = 0;
    for (const FoundLayout& stamp : of_line) {
      if (stamp.layout == choice.layout && index++ == choice.index) return &stamp;
    }
  }
  return nullptr;
}

StampRule choose_stamp(std::span<const std::vector<FoundLayout>> of_lines) {
  std::vector<Evidence> all = gather(of_lines);
  drop_month_first(all);
  std::size_t most = 0;
  for (const Evidence& e : all) most = std::max(most, e.lines);
  const auto rank = [&](const Evidence& e) {
    return std::tuple(!e.advances(), e.lines * 2 < most, e.first.dateless, e.first.yearless, -e.digits, !e.first.zoned,
                      e.begins / e.lines, e.choice.index);
  };
  std::stable_sort(all.begin(), all.end(), [&](const Evidence& a, const Evidence& b) { return rank(a) < rank(b); });
  StampRule rule;
  for (Evidence& e : all) rule.choices.push_back(std::move(e.choice));
  return rule;
}

}  // namespace debrief::logs
