// SPDX-License-Identifier: Apache-2.0
#include "features/drills/training.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

namespace debrief::features::drills {
namespace {

using store::Met;
using Services = std::map<std::int64_t, std::vector<std::string>>;

bool holds(const auto& all, const auto& one) { return std::find(all.begin(), all.end(), one) != all.end(); }

Services services_by_incident(const TrainingFacts& facts) {
  Services services;
  for (const auto& one : facts.past) services[one.incident] = one.services;
  for (const auto& one : facts.met) services[one.incident] = one.services;
  return services;
}

std::map<std::string, std::vector<const Met*>> met_by_user(const std::vector<Met>& met) {
  std::map<std::string, std::vector<const Met*>> by_user;
  for (const auto& one : met) by_user[one.user_id].push_back(&one);
  return by_user;
}

bool may_train(const domain::Member& member) { return member.role >= domain::AccessRole::responder; }

/// Patterns by service.
std::map<std::string, std::vector<const NamedPattern*>> patterns_by_service(const TrainingFacts& facts,
                                                                            const Services& services) {
  std::map<std::string, std::vector<const NamedPattern*>> by_service;
  for (const auto& pattern : facts.patterns)
    for (const auto incident : pattern.incidents)
      if (const auto found = services.find(incident); found != services.end())
        for (const auto& service : found->second)
          if (auto& all = by_service[service]; !holds(all, &pattern)) all.push_back(&pattern);
  return by_service;
}

PatternMet pattern_met(const NamedPattern& pattern, const std::vector<const Met*>& met) {
  PatternMet result{pattern.id, pattern.name, false, false};
  for (const Met* one : met) {
    if (!holds(pattern.incidents, one->incident)) continue;
    result.met = true;
    result.recognised = result.recognised || one->right == true;
  }
  return result;
}

Trained trained_in(const domain::Member& member, const std::string& service, const std::vector<const Met*>& met, Instant now) {
  Trained trained{member.id, member.name, service, std::nullopt, {}, {}, false};
  std::map<std::int64_t, Met> newest;
  for (const Met* one : met) {
    if (!holds(one->services, service)) continue;
    if (!trained.last_at || one->at > *trained.last_at) trained.last_at = one->at;
    const auto [place, fresh] = newest.emplace(one->incident, *one);
    if (!fresh && one->at > place->second.at) place->second = *one;
  }
  for (auto& [incident, one] : newest) trained.met.push_back(std::move(one));
  std::sort(trained.met.begin(), trained.met.end(), [](const Met& a, const Met& b) { return a.at > b.at; });
  trained.due = !trained.last_at || *trained.last_at < now - std::chrono::days(kDueAfterDays);
  return trained;
}

}  // namespace

std::vector<Trained> record_of(const TrainingFacts& facts, Instant now) {
  const Services services = services_by_incident(facts);
  std::set<std::string> names;
  for (const auto& [incident, all] : services) names.insert(all.begin(), all.end());
  auto by_user = met_by_user(facts.met);
  auto patterns = patterns_by_service(facts, services);
  std::vector<Trained> record;
  for (const auto& member : facts.members) {
    if (!may_train(member)) continue;
    const auto& met = by_user[member.id];
    for (const std::string& service : names) {
      Trained trained = trained_in(member, service, met, now);
      for (const NamedPattern* pattern : patterns[service]) trained.patterns.push_back(pattern_met(*pattern, met));
      record.push_back(std::move(trained));
    }
  }
  std::stable_sort(record.begin(), record.end(), [](const Trained& a, const Trained& b) {
    return std::tuple(!a.due, a.name, a.service) < std::tuple(!b.due, b.name, b.service);
  });
  return record;
}

std::vector<PatternTrained> patterns_of(const TrainingFacts& facts) {
  const Services services = services_by_incident(facts);
  auto by_user = met_by_user(facts.met);
  std::vector<PatternTrained> all;
  for (const auto& pattern : facts.patterns) {
    PatternTrained one{pattern, {}, {}, {}};
    std::set<std::string> names;
    for (const auto incident : pattern.incidents)
      if (const auto found = services.find(incident); found != services.end()) names.insert(found->second.begin(), found->second.end());
    one.services.assign(names.begin(), names.end());
    for (const auto& member : facts.members) {
      if (!may_train(member)) continue;
      const Met* best = nullptr;
      for (const Met* met : by_user[member.id]) {
        if (!holds(pattern.incidents, met->incident)) continue;
        const auto worth = [](const Met& m) { return std::pair(m.right == true, m.at); };
        if (best == nullptr || worth(*met) > worth(*best)) best = met;
      }
      if (best != nullptr) one.met.push_back(*best);
      else one.missing.push_back(member.name);
    }
    all.push_back(std::move(one));
  }
  return all;
}

}  // namespace debrief::features::drills
