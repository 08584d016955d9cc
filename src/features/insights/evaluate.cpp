// SPDX-License-Identifier: Apache-2.0
#include "features/insights/evaluate.hpp"
#include "domain/vocabulary.hpp"

#include <date/date.h>

#include <algorithm>
#include <map>
#include <numeric>
#include <utility>

namespace debrief::features::insights {
namespace {

constexpr std::size_t kMostServices = 12, kMostTeams = 12;
constexpr date::months kMostMonths{239};

// Teams that own one of its services, each once.
std::vector<std::uint32_t> teams_of(const Course& course, const Owners& owners) {
  std::vector<std::uint32_t> teams;
  for (const std::uint32_t service : course.services)
    if (service < owners.of_service.size() && owners.of_service[service] != kNobody &&
        std::find(teams.begin(), teams.end(), owners.of_service[service]) == teams.end())
      teams.push_back(owners.of_service[service]);
  return teams;
}

// What holds for an incident whenever it was.
bool fits(const Course& course, const Filter& filter) {
  if (course.is_private && !(filter.admits_private && filter.admits_private(course.number))) return false;
  if (!filter.kinds.empty() && !filter.kinds.contains(course.kind)) return false;
  if (!filter.severities.empty() && !filter.severities.contains(course.severity)) return false;
  if (!filter.services.empty() && std::none_of(course.services.begin(), course.services.end(),
                                               [&](std::uint32_t one) { return filter.services.contains(one); }))
    return false;
  if (filter.teams.empty()) return true;
  const auto teams = teams_of(course, filter.owners);
  return std::any_of(teams.begin(), teams.end(), [&](std::uint32_t one) { return filter.teams.contains(one); });
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

std::string severity_name(std::uint8_t place) {
  return place < kSeverities ? std::string(domain::kSeverityIds[place]) : "none";
}

// Values by number of the group; they come sorted.
using Values = std::vector<std::vector<double>>;

void put(Values& values, std::size_t group, double value) {
  if (group >= values.size()) values.resize(group + 1);
  values[group].push_back(value);
}

template <class Name>
std::vector<Group> groups_of(const Values& values, std::size_t most, Name&& name) {
  std::vector<std::size_t> largest;
  std::vector<std::string> names(values.size());
  for (std::size_t group = 0; group < values.size(); ++group) {
    if (values[group].empty()) continue;
    names[group] = name(group);
    largest.push_back(group);
  }
  std::sort(largest.begin(), largest.end(), [&](std::size_t a, std::size_t b) {
    return values[a].size() != values[b].size() ? values[a].size() > values[b].size() : names[a] < names[b];
  });
  if (largest.size() > most) largest.resize(most);
  std::vector<Group> groups;
  for (const std::size_t group : largest) groups.push_back({names[group], spread_of(values[group])});
  return groups;
}

std::vector<double> spans_of(const std::vector<const Course*>& courses, const domain::MetricKind& kind) {
  std::vector<double> values;
  for (const Course* course : courses)
    if (const auto span = span_of(*course, kind)) values.push_back(*span);
  std::sort(values.begin(), values.end());
  return values;
}

// What courses are grouped by, close together: the courses themselves do not fit into the processor's cache.
struct Grouped {
  struct One {
    std::uint8_t severity, kind;
    std::uint32_t services, teams;  // where those of the next one begin
  };
  std::vector<One> courses;
  std::vector<std::uint32_t> services, teams;

  Grouped(const std::vector<const Course*>& all, const Owners& owners) {
    courses.reserve(all.size());
    for (const Course* course : all) {
      services.insert(services.end(), course->services.begin(), course->services.end());
      for (const std::uint32_t team : teams_of(*course, owners)) teams.push_back(team);
      courses.push_back({course->severity, static_cast<std::uint8_t>(course->kind),
                         static_cast<std::uint32_t>(services.size()), static_cast<std::uint32_t>(teams.size())});
    }
  }
};

struct Span {
  double seconds;
  std::uint32_t place;  // of the course
};

void group(MetricInsight& insight, const CourseTable& table, const Owners& owners, const Grouped& grouped,
           const std::vector<Span>& sorted) {
  Values severities, services, teams, kinds;
  for (const auto& [seconds, place] : sorted) {
    const auto& one = grouped.courses[place];
    put(severities, one.severity, seconds);
    put(kinds, one.kind, seconds);
    const Grouped::One before = place == 0 ? Grouped::One{} : grouped.courses[place - 1];
    for (std::uint32_t i = before.services; i < one.services; ++i) put(services, grouped.services[i], seconds);
    for (std::uint32_t i = before.teams; i < one.teams; ++i) put(teams, grouped.teams[i], seconds);
  }
  insight.by_severity = groups_of(severities, kSeverities + 1,
                                  [](std::size_t place) { return severity_name(static_cast<std::uint8_t>(place)); });
  insight.by_kind = groups_of(kinds, domain::kinds().size(),
                              [](std::size_t place) { return std::string(to_text(static_cast<domain::Kind>(place))); });
  insight.by_service = groups_of(services, kMostServices,
                                 [&](std::size_t place) { return table.services[static_cast<std::uint32_t>(place)]; });
  insight.by_team = groups_of(teams, kMostTeams, [&](std::size_t place) { return owners.teams[place]; });
}

struct Asked {
  const CourseTable& table;
  const Owners& owners;
  std::vector<const Course*> now, before;  // in the order of time
  Grouped grouped;                         // `now`
};

MetricInsight measure(const Asked& asked, const domain::MetricKind& kind) {
  MetricInsight insight{kind, {}, 0, {}, {}, {}, {}, {}, {}, {}, {}};
  std::vector<Span> spans;
  spans.reserve(asked.now.size());
  insight.points.reserve(asked.now.size());
  for (std::uint32_t place = 0; place < asked.now.size(); ++place) {
    const Course& course = *asked.now[place];
    const auto span = span_of(course, kind);
    if (!span) {
      ++insight.unknown;
      continue;
    }
    insight.points.push_back({course.number, course.at, *span, course.severity});
    spans.push_back({*span, place});
  }
  // Sorted once: whatever they are grouped by, the values of a group are in order then.
  std::sort(spans.begin(), spans.end(), [](const Span& a, const Span& b) { return a.seconds < b.seconds; });
  std::vector<double> values;
  values.reserve(spans.size());
  for (const Span& span : spans) values.push_back(span.seconds);
  const auto earlier = spans_of(asked.before, kind);
  insight.now = spread_of(values);
  insight.before = spread_of(earlier);
  insight.change = compare_medians(values, earlier);
  insight.skew = skew_of(values);
  group(insight, asked.table, asked.owners, asked.grouped, spans);
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

Owners owners_of(const CourseTable& table, const std::map<std::string, std::string>& teams) {
  Owners owners;
  std::map<std::string, std::uint32_t> numbers;
  for (const auto& [service, team] : teams)
    if (!team.empty()) numbers.emplace(team, 0);
  for (auto& [team, number] : numbers) {
    number = static_cast<std::uint32_t>(owners.teams.size());
    owners.teams.push_back(team);
  }
  for (std::uint32_t service = 0; service < table.services.size(); ++service) {
    const auto found = teams.find(table.services[service]);
    owners.of_service.push_back(found == teams.end() || found->second.empty() ? kNobody : numbers.at(found->second));
  }
  return owners;
}

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
  std::stable_sort(fitting.begin(), fitting.end(), [](const Course* a, const Course* b) { return a->at < b->at; });
  auto now = within(fitting, filter.from, filter.until);
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
  Grouped grouped(now, filter.owners);
  const Asked asked{table, filter.owners, std::move(now), std::move(before), std::move(grouped)};
  for (const auto& kind : domain::metric_kinds()) insights.metrics.push_back(measure(asked, kind));
  insights.filter = std::move(filter);
  return insights;
}

}  // namespace debrief::features::insights
