// SPDX-License-Identifier: Apache-2.0
#include "features/drills/routes_training.hpp"
#include "features/drills/training.hpp"

#include "base/time.hpp"
#include "routing/request.hpp"

#include <set>

namespace debrief::features::drills {
namespace {

constexpr std::int64_t kPastTrained = 5000;
constexpr std::size_t kMostRows = 1000;
constexpr std::size_t kMostPatterns = 50;
constexpr std::size_t kMostMissing = 20;

json::object met_json(const store::Met& one) {
  return {{"incident", one.incident},
          {"key", domain::incident_key(one.incident)},
          {"title", one.title},
          {"kind", one.kind},
          {"at", to_rfc3339(one.at)},
          {"recognised", json::or_null(one.right)}};
}

json::object to_json(const Trained& trained) {
  json::array met, patterns;
  for (const auto& one : trained.met) met.push_back(met_json(one));
  for (const auto& one : trained.patterns)
    patterns.push_back(json::object{{"id", one.id}, {"name", one.name}, {"met", one.met}, {"recognised", one.recognised}});
  return {{"user", trained.user_id}, {"name", trained.name},   {"service", trained.service}, {"last_at", json::or_null(trained.last_at)},
          {"due", trained.due},      {"met", std::move(met)}, {"patterns", std::move(patterns)}};
}

json::object to_json(const PatternTrained& one) {
  json::array services, met, missing;
  for (const auto& service : one.services) services.emplace_back(service);
  for (const auto& person : one.met) {
    json::object item = met_json(person);
    item["user"] = person.user_id;
    item["name"] = person.name;
    met.push_back(std::move(item));
  }
  for (std::size_t i = 0; i < std::min(kMostMissing, one.missing.size()); ++i) missing.emplace_back(one.missing[i]);
  return {{"id", one.pattern.id},
          {"name", one.pattern.name},
          {"incidents", static_cast<std::int64_t>(one.pattern.incidents.size())},
          {"services", std::move(services)},
          {"met", std::move(met)},
          {"missing", std::move(missing)},
          {"missing_count", static_cast<std::int64_t>(one.missing.size())}};
}

}  // namespace

Result<http::Response> get_training(const Desk& desk, const Call& call) {
  const auto service = call.request.query_value("service").value_or("");
  const auto user = call.request.query_value("user").value_or("");
  TrainingFacts facts;
  facts.members = desk.ports.list_members();
  if (desk.ports.list_patterns) facts.patterns = desk.ports.list_patterns();
  if (facts.patterns.size() > kMostPatterns) facts.patterns.resize(kMostPatterns);
  std::tie(facts.past, facts.met) = desk.journal.database().read([&](db::Connection& db) {
    return std::pair(store::list_past(db, call.who, kPastTrained), store::list_met(db, call.who));
  });
  std::set<std::string> services, people;
  json::array items, patterns, names;
  std::int64_t left_out = 0;
  for (const Trained& trained : record_of(facts, desk.journal.clock().now())) {
    services.insert(trained.service);
    people.insert(trained.name);
    if ((!service.empty() && service != trained.service) || (!user.empty() && user != trained.user_id)) continue;
    if (items.size() < kMostRows) items.push_back(to_json(trained));
    else ++left_out;
  }
  for (const PatternTrained& one : patterns_of(facts)) patterns.push_back(to_json(one));
  for (const auto& name : services) names.emplace_back(name);
  return respond({{"items", std::move(items)},
                  {"left_out", left_out},
                  {"services", std::move(names)},
                  {"people", static_cast<std::int64_t>(people.size())},
                  {"patterns", std::move(patterns)},
                  {"due_after_days", kDueAfterDays}});
}

}  // namespace debrief::features::drills
