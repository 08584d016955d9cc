// SPDX-License-Identifier: Apache-2.0
#include "features/insights/evaluate.hpp"
#include "domain/vocabulary.hpp"

#include <date/date.h>

#include <algorithm>
#include <map>
#include <numeric>

namespace debrief::features::insights {
namespace {

constexpr std::size_t kMostServices = 12;
constexpr date::months kMostMonths{239};

// What holds for an incident whenever it was.
bool fits(const Course& course, const Filter& filter) {
  if (course.is_private && !(filter.admits_private && filter.admits_private(course.number))) return false;
  if (!filter.kinds.empty() && !filter.kinds.contains(course.kind)) return false;
  if (!filter.severities.empty() && !filter.severities.contains(course.severity)) return false;
  return filter.services.empty() || std::any_of(course.services.begin(), course.services.end(),
                                                [&](std::uint32_t one) { return filter.services.contains(one); });
}

std::vector<const Course*> within(const std::vector<const Course*>& courses, std::optional<Instant> from,
                                  Instant until) {
  std::vector<const Course*> found;
  for (const Course* course : courses)
    if (course->at < until.micros && (!from || course->at >= from->micros)) found.push_back(course);
  return found;
}

Spread spread_of(const std::vector<double>& sorted) {
  return {sorted.size(), estimate_quantile(sorted, 0.5), estimate_quantile(sorted, 0.9)};
}

Spread spread_of_any(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return spread_of(values);
}

std::optional<Skew> skew_of(const std::vector<double>& sorted) {
  if (sorted.size() < 6) return std::nullopt;
  const double sum = std::accumulate(sorted.begin(), sorted.end(), 0.0);
  Skew skew;
  skew.mean = sum / static_cast<double>(sorted.size());
  const auto below = std::lower_bound(sorted.begin(), sorted.end(), skew.mean) - sorted.begin();
  skew.below_mean = static_cast<double>(below) / static_cast<double>(sorted.size());
  double longest = 0;
  for (auto value = sorted.rbegin(); value != sorted.rend() && longest * 2 < sum; ++value, ++skew.half_of_time)
    longest += *value;
  return skew;
}

using Values = std::map<std::string, std::vector<double>>;

std::vector<Group> groups_of(Values values, std::size_t most) {
  std::vector<Group> groups;
  for (auto& [name, group] : values) groups.push_back({name, spread_of_any(std::move(group))});
  std::stable_sort(groups.begin(), groups.end(),
                   [](const Group& a, const Group& b) { return a.spread.count > b.spread.count; });
  if (groups.size() > most) groups.resize(most);
  return groups;
}

std::string severity_name(std::uint8_t place) {
  return place < kSeverities ? std::string(domain::kSeverityIds[place]) : "none";
}

std::vector<double> spans_of(const std::vector<const Course*>& courses, const domain::MetricKind& kind) {
  std::vector<double> values;
  for (const Course* course : courses)
    if (const auto span = span_of(*course, kind)) values.push_back(*span);
  std::sort(values.begin(), values.end());
  return values;
}

MetricInsight measure(const CourseTable& table, const domain::MetricKind& kind, const std::vector<const Course*>& now,
                      const std::vector<const Course*>& before) {
  MetricInsight insight{kind, {}, 0, {}, {}, {}, {}, {}, {}, {}};
  Values severities, services, kinds;
  std::vector<double> values;
  for (const Course* course : now) {
    const auto span = span_of(*course, kind);
    if (!span) {
      ++insight.unknown;
      continue;
    }
    insight.points.push_back({course->number, course->at, *span, course->severity});
    values.push_back(*span);
    severities[severity_name(course->severity)].push_back(*span);
    kinds[std::string(to_text(course->kind))].push_back(*span);
    for (const std::uint32_t service : course->services) services[table.services[service]].push_back(*span);
  }
  std::sort(values.begin(), values.end());
  std::sort(insight.points.begin(), insight.points.end(), [](const Point& a, const Point& b) { return a.at < b.at; });
  const auto earlier = spans_of(before, kind);
  insight.now = spread_of(values);
  insight.before = spread_of(earlier);
  insight.change = compare_medians(values, earlier);
  insight.skew = skew_of(values);
  insight.by_severity = groups_of(std::move(severities), kSeverities + 1);
  insight.by_kind = groups_of(std::move(kinds), domain::kinds().size());
  insight.by_service = groups_of(std::move(services), kMostServices);
  return insight;
}

date::year_month month_of(std::int64_t at) {
  const auto day = date::floor<date::days>(date::sys_time<Micros>(Micros{at}));
  const date::year_month_day date{day};
  return date.year() / date.month();
}

std::size_t near_misses_of(const CourseTable& table, Filter filter) {
  filter.kinds = {domain::Kind::near_miss};
  return select_courses(table, filter).size();
}

std::vector<Month> months_of(const std::vector<const Course*>& courses) {
  std::vector<Month> months;
  if (courses.empty()) return months;
  const auto [first, last] = std::minmax_element(courses.begin(), courses.end(),
                                                 [](const Course* a, const Course* b) { return a->at < b->at; });
  const auto end = month_of((*last)->at);
  const auto begin = std::max(month_of((*first)->at), end - kMostMonths);
  for (auto month = begin; month <= end; month += date::months{1}) {
    const auto day = date::sys_time<Micros>(date::sys_days(month / 1));
    months.push_back({day.time_since_epoch().count(), {}});
  }
  for (const Course* course : courses)
    if (month_of(course->at) >= begin)
      ++months[static_cast<std::size_t>((month_of(course->at) - begin).count())].counts.at(course->severity);
  return months;
}

}  // namespace

std::vector<const Course*> select_courses(const CourseTable& table, const Filter& filter) {
  std::vector<const Course*> fitting;
  for (const Course& course : table.courses)
    if (fits(course, filter)) fitting.push_back(&course);
  return within(fitting, filter.from, filter.until);
}

Insights evaluate(const CourseTable& table, Filter filter) {
  std::vector<const Course*> fitting;
  for (const Course& course : table.courses)
    if (fits(course, filter)) fitting.push_back(&course);
  const auto now = within(fitting, filter.from, filter.until);
  Insights insights;
  std::vector<const Course*> before;
  if (filter.from) {
    insights.compared_from = *filter.from - (filter.until - *filter.from);
    before = within(fitting, insights.compared_from, *filter.from);
  }
  insights.numbers = {
      now.size(), before.size(),
      static_cast<std::size_t>(std::count_if(now.begin(), now.end(), [](const Course* one) { return one->reopened; })),
      near_misses_of(table, filter),
      compare_rates(static_cast<std::int64_t>(now.size()), 1, static_cast<std::int64_t>(before.size()), 1),
      months_of(now)};
  for (const auto& kind : domain::metric_kinds()) insights.metrics.push_back(measure(table, kind, now, before));
  insights.filter = std::move(filter);
  return insights;
}

}  // namespace debrief::features::insights
