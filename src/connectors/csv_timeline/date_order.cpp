// SPDX-License-Identifier: Apache-2.0
#include "connectors/csv_timeline/csv_timeline.hpp"

#include "base/text.hpp"

#include <charconv>
#include <cstdlib>

namespace debrief::connectors::csv_timeline {
namespace {

struct Numbers {
  int first = 0;
  int second = 0;
  int year = 0;
  char separator = '/';
};

// "23/11/2026", "3.4.26"; not "2026-11-23".
std::optional<Numbers> numbers_of(std::string_view cell) {
  Numbers numbers;
  const char* at = cell.data();
  const char* const end = at + cell.size();
  for (int* part : {&numbers.first, &numbers.second, &numbers.year}) {
    const auto [next, error] = std::from_chars(at, end, *part);
    if (error != std::errc{} || next - at > 4 || (part != &numbers.year && next - at > 2)) return std::nullopt;
    at = next;
    if (part == &numbers.year) break;
    if (at == end || (*at != '/' && *at != '.' && *at != '-')) return std::nullopt;
    numbers.separator = *at++;
  }
  if (numbers.first < 1 || numbers.second < 1 || numbers.year < 0) return std::nullopt;
  return numbers;
}

std::optional<Instant> day_at(const Numbers& numbers, bool day_first) {
  const int year = numbers.year < 100 ? 2000 + numbers.year : numbers.year;
  const std::chrono::year_month_day day{
      std::chrono::year{year}, std::chrono::month{static_cast<unsigned>(day_first ? numbers.second : numbers.first)},
      std::chrono::day{static_cast<unsigned>(day_first ? numbers.first : numbers.second)}};
  if (!day.ok()) return std::nullopt;
  return Instant{std::chrono::sys_days(day).time_since_epoch().count() * 86'400'000'000LL};
}

// Which reading of an ambiguous date lies nearer to what is known of the incident.
std::optional<bool> nearer(const Numbers& numbers, Instant around) {
  const auto day_first = day_at(numbers, true);
  const auto month_first = day_at(numbers, false);
  if (!day_first || !month_first || *day_first == *month_first) return std::nullopt;
  const auto away = [&](Instant at) { return std::abs((at - around).count()); };
  return away(*day_first) < away(*month_first);
}

}  // namespace

DateOrder find_date_order(std::span<const Row> rows, const Layout& layout, std::optional<Instant> around) {
  const Column column = layout.columns.contains(Column::date) ? Column::date : Column::time;
  bool day_first = false;
  bool month_first = false;
  std::optional<Numbers> ambiguous;
  for (const Row& row : rows) {
    const auto numbers = numbers_of(layout.cell(row, column));
    if (!numbers || numbers->separator == '.') continue;
    if (numbers->first > 12) day_first = true;
    if (numbers->second > 12) month_first = true;
    if (numbers->first <= 12 && numbers->second <= 12 && numbers->first != numbers->second && !ambiguous)
      ambiguous = numbers;
  }
  if (day_first != month_first) return {day_first, ""};
  if (!day_first && ambiguous && around) {
    if (const auto near = nearer(*ambiguous, *around))
      return {near, std::string("day and month may be exchanged: read as ") + (*near ? "day" : "month") +
                        " first, near to the other evidence"};
  }
  return {};
}

}  // namespace debrief::connectors::csv_timeline
