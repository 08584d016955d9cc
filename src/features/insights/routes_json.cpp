// SPDX-License-Identifier: Apache-2.0
#include "features/insights/routes_json.hpp"

#include "base/time.hpp"
#include "domain/vocabulary.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace debrief::features::insights {
namespace {

constexpr std::size_t kMostPoints = 5000;

std::string severity_word(std::uint8_t place) {
  return place < kSeverities ? std::string(domain::kSeverityIds[place]) : "none";
}

json::value to_json(const std::optional<Estimate>& estimate) {
  if (!estimate) return nullptr;
  return json::object{{"seconds", estimate->value},
                      {"low", estimate->low ? json::value(*estimate->low) : json::value(nullptr)},
                      {"high", estimate->high ? json::value(*estimate->high) : json::value(nullptr)}};
}

json::object to_json(const Spread& spread) {
  return {{"count", spread.count}, {"median", to_json(spread.median)}, {"p90", to_json(spread.p90)}};
}

json::value to_json(const std::optional<Change>& change) {
  if (!change) return nullptr;
  return json::object{{"ratio", change->ratio},
                      {"low", change->low},
                      {"high", change->high},
                      {"within_noise", change->within_noise},
                      {"needed", change->needed}};
}

json::array to_json(const std::vector<Group>& groups) {
  json::array list;
  for (const Group& group : groups) {
    json::object one = to_json(group.spread);
    one["name"] = group.name;
    list.push_back(std::move(one));
  }
  return list;
}

json::value to_json(const std::optional<Skew>& skew) {
  if (!skew) return nullptr;
  return json::object{
      {"mean_seconds", skew->mean}, {"below_mean", skew->below_mean}, {"half_of_time", skew->half_of_time}};
}

json::object to_json(const MetricInsight& insight) {
  json::array points;
  const std::size_t left_out = insight.points.size() - std::min(insight.points.size(), kMostPoints);
  points.reserve(insight.points.size() - left_out);
  for (std::size_t i = left_out; i < insight.points.size(); ++i) {
    const Point& point = insight.points[i];
    points.push_back(json::object{{"incident", point.incident},
                                  {"at", to_rfc3339(Instant{point.at})},
                                  {"seconds", point.seconds},
                                  {"severity", severity_word(point.severity)}});
  }
  return {{"id", insight.kind.id},
          {"name", insight.kind.name},
          {"formula", insight.kind.formula()},
          {"now", to_json(insight.now)},
          {"before", to_json(insight.before)},
          {"change", to_json(insight.change)},
          {"skew", to_json(insight.skew)},
          {"unknown", insight.unknown},
          {"by_severity", to_json(insight.by_severity)},
          {"by_service", to_json(insight.by_service)},
          {"by_team", to_json(insight.by_team)},
          {"by_kind", to_json(insight.by_kind)},
          {"points", std::move(points)},
          {"points_left_out", left_out}};
}

json::object to_json(const Month& month) {
  json::object counts;
  for (std::size_t place = 0; place < month.counts.size(); ++place)
    counts[severity_word(static_cast<std::uint8_t>(place))] = month.counts[place];
  return {{"from", to_rfc3339(Instant{month.from})}, {"counts", std::move(counts)}};
}

// A text that spreadsheets neither split nor take for a formula.
std::string cell(std::string_view text) {
  std::string quoted = "\"";
  if (!text.empty() && std::string_view("=+-@\t\r").find(text.front()) != std::string_view::npos) quoted += '\'';
  for (const char c : text) quoted.append(c == '"' ? 2 : 1, c);
  return quoted + '"';
}

}  // namespace

json::object to_json(const Insights& insights) {
  json::array months, metrics;
  for (const Month& month : insights.numbers.months) months.push_back(to_json(month));
  for (const MetricInsight& metric : insights.metrics) metrics.push_back(to_json(metric));
  return {{"from", json::or_null(insights.filter.from)},
          {"until", to_rfc3339(insights.filter.until)},
          {"compared_from", json::or_null(insights.compared_from)},
          {"incidents", json::object{{"now", insights.numbers.now},
                                     {"before", insights.numbers.before},
                                     {"reopened", insights.numbers.reopened},
                                     {"near_misses", insights.numbers.near_misses},
                                     {"change", to_json(insights.numbers.change)},
                                     {"months", std::move(months)}}},
          {"metrics", std::move(metrics)}};
}

json::object to_json(const Load& load) {
  return {{"people", load.people}, {"seconds", load.seconds}, {"overlapping_seconds", load.overlapping}};
}

json::object to_json(const FollowUp& follow_up) {
  json::array read;
  for (const Readership& one : follow_up.read)
    read.push_back(json::object{{"incident", one.incident}, {"title", one.title}, {"readers", one.readers}});
  const auto counts = [](const std::map<std::string, std::int64_t>& by) {
    json::object all;
    for (const auto& [name, count] : by) all[name] = count;
    return all;
  };
  return {{"postmortems", json::object{{"ended", follow_up.ended},
                                       {"published", follow_up.published},
                                       {"median", to_json(follow_up.median)},
                                       {"p90", to_json(follow_up.p90)}}},
          {"readers", json::object{{"documents", follow_up.documents},
                                   {"unread", follow_up.unread},
                                   {"median", json::or_null(follow_up.median_readers)},
                                   {"most_read", std::move(read)}}},
          {"actions", json::object{{"states", counts(follow_up.actions)},
                                   {"overdue", follow_up.overdue},
                                   {"proofs", counts(follow_up.proofs)}}}};
}

json::object to_json(const Annotation& annotation) {
  return {{"id", annotation.id},
          {"at", to_rfc3339(annotation.at)},
          {"text", annotation.text},
          {"created_by", annotation.created_by}};
}

std::string to_csv(const CourseTable& table, const std::vector<const Course*>& courses) {
  std::string csv = "incident,at,kind,severity,services";
  for (const auto& metric : domain::metric_kinds()) csv += fmt::format(",{}_seconds", metric.id);
  csv += "\r\n";
  for (const Course* course : courses) {
    std::string services;
    for (const std::uint32_t service : course->services)
      services += (services.empty() ? "" : "; ") + table.services[service];
    csv += fmt::format("{},{},{},{},{}", domain::incident_key(course->number), to_rfc3339(Instant{course->at}),
                       to_text(course->kind), severity_word(course->severity), cell(services));
    for (const auto& metric : domain::metric_kinds()) {
      const auto span = span_of(*course, metric);
      csv += span ? fmt::format(",{}", *span) : ",";
    }
    csv += "\r\n";
  }
  return csv;
}

}  // namespace debrief::features::insights
