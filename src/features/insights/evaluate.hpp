// SPDX-License-Identifier: Apache-2.0
// What the courses of incidents tell: durations, numbers, load. Pure.
#pragma once

#include "features/insights/courses.hpp"
#include "features/insights/quantile.hpp"

#include <functional>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace debrief::features::insights {

inline constexpr std::uint32_t kNobody = UINT32_MAX;

/// Whose services are. An incident is one of all teams that own one of its services.
struct Owners {
  std::vector<std::string> teams;         ///< each once, by name
  std::vector<std::uint32_t> of_service;  ///< the place in `teams` by CourseTable::services; kNobody's others
};

/// `teams` by service, as far as services have one.
[[nodiscard]] Owners owners_of(const CourseTable& table, const std::map<std::string, std::string>& teams);

/// Which incidents. Empty sets: all.
struct Filter {
  std::optional<Instant> from;  ///< inclusive; absent: all there are, with nothing to compare with
  Instant until;                ///< exclusive
  std::set<std::uint8_t> severities = {};
  std::set<std::uint32_t> services = {};
  std::set<domain::Kind> kinds = {};
  std::set<std::uint32_t> teams = {};  ///< in Owners::teams
  Owners owners = {};
  std::function<bool(std::int64_t number)> admits_private = {};  ///< asked for private incidents; empty: none of them
};

/// One incident in one metric.
struct Point {
  std::int64_t incident = 0;
  std::int64_t at = 0;  ///< microseconds
  double seconds = 0;
  std::uint8_t severity = kNoSeverity;
};

struct Spread {
  std::size_t count = 0;
  std::optional<Estimate> median;
  std::optional<Estimate> p90;
};

struct Group {
  std::string name;
  Spread spread;
};

/// What a mean would hide of a skewed sample.
struct Skew {
  double mean = 0;
  double below_mean = 0;         ///< share of the incidents that took less
  std::size_t half_of_time = 0;  ///< so many of the longest took half of all the time
};

struct MetricInsight {
  domain::MetricKind kind;
  std::vector<Point> points;  ///< in the order of time
  std::size_t unknown = 0;    ///< incidents in which a milestone is missing, or they stand in the wrong order
  Spread now;
  Spread before;
  std::optional<Change> change;
  std::optional<Skew> skew;
  std::vector<Group> by_severity, by_service, by_team, by_kind;  ///< the largest first; at most twelve services and teams
};

struct Month {
  std::int64_t from = 0;  ///< its first microsecond, UTC
  std::array<std::size_t, kSeverities + 1> counts{};
};

struct Numbers {
  std::size_t now = 0;
  std::size_t before = 0;
  std::size_t reopened = 0;     ///< of `now`: came back after they were over
  std::size_t near_misses = 0;  ///< of the same time, severities and services, whatever kinds are asked for
  std::optional<Change> change;
  std::vector<Month> months;  ///< without gaps; the last twenty years
};

struct Insights {
  Filter filter;
  std::optional<Instant> compared_from;  ///< the time of the same length right before
  Numbers numbers;
  std::vector<MetricInsight> metrics;  ///< of domain::metric_kinds()
};

[[nodiscard]] Insights evaluate(const CourseTable& table, Filter filter);

/// The incidents of the filter's time.
[[nodiscard]] std::vector<const Course*> select_courses(const CourseTable& table, const Filter& filter);

}  // namespace debrief::features::insights
