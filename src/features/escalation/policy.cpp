// SPDX-License-Identifier: Apache-2.0
#include "features/escalation/policy.hpp"

#include "base/text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace debrief::features::escalation {
namespace {

constexpr std::size_t kMostTold = 50;
constexpr std::size_t kLongestName = 120;

Result<std::vector<std::string>> read_ids(json::Fields& in, std::string_view field) {
  std::vector<std::string> ids;
  const auto given = TRY(in.texts(field, kMostTold));
  for (const std::string& id : given) {
    if (id.empty() || id.size() > 100) return invalid("'{}' is a list of ids", field).at(in.path_of(field));
    if (std::find(ids.begin(), ids.end(), id) == ids.end()) ids.push_back(id);
  }
  return ids;
}

Result<std::string> read_name(json::Fields& in) {
  const std::string name(trim(TRY(in.text("name", kLongestName))));
  if (name.empty()) return invalid("it needs a name").at(in.path_of("name"));
  return name;
}

Result<Step> read_step(const json::value& document, const std::string& path) {
  auto in = TRY(json::Fields::of(document, path));
  Step step;
  step.after = TRY(in.integer("after", 0, kMostMinutes));
  step.people = TRY(read_ids(in, "people"));
  step.teams = TRY(read_ids(in, "teams"));
  step.roles = TRY(read_ids(in, "roles"));
  step.endpoint = TRY(in.optional_text("endpoint", 100)).value_or("");
  TRY(in.done());
  if (step.people.empty() && step.teams.empty() && step.roles.empty() && step.endpoint.empty())
    return invalid("this step tells nobody").at(path).with_help("Name people, teams, roles or an endpoint.");
  return step;
}

json::array ids_json(const std::vector<std::string>& ids) {
  json::array list;
  for (const auto& id : ids) list.emplace_back(id);
  return list;
}

}  // namespace

Result<Policy> read_policy(const json::value& document) {
  auto in = TRY(json::Fields::of(document));
  Policy policy;
  policy.name = TRY(read_name(in));
  policy.active = TRY(in.boolean_or("active", true));
  policy.match = TRY(read_match(in.find("match"), "/match"));
  policy.repeats = TRY(in.optional_integer("repeats", 0, kMostRepeats)).value_or(0);
  policy.repeat_after = TRY(in.optional_integer("repeat_after", 1, kMostMinutes)).value_or(10);
  const json::value* steps = in.find("steps");
  TRY(in.done());
  if (steps == nullptr || !steps->is_array() || steps->get_array().empty())
    return invalid("a ladder has at least one step").at("/steps");
  if (steps->get_array().size() > kMostSteps) return invalid("a ladder has at most {} steps", kMostSteps).at("/steps");
  for (const json::value& step : steps->get_array())
    policy.steps.push_back(TRY(read_step(step, fmt::format("/steps/{}", policy.steps.size()))));
  return policy;
}

Result<StakeholderRule> read_rule(const json::value& document) {
  auto in = TRY(json::Fields::of(document));
  StakeholderRule rule;
  rule.name = TRY(read_name(in));
  rule.active = TRY(in.boolean_or("active", true));
  rule.match = TRY(read_match(in.find("match"), "/match"));
  rule.people = TRY(read_ids(in, "people"));
  rule.teams = TRY(read_ids(in, "teams"));
  TRY(in.done());
  if (rule.people.empty() && rule.teams.empty())
    return invalid("this rule brings nobody in").at("/people").with_help("Name people or teams.");
  return rule;
}

json::object wanted_json(const Policy& policy) {
  json::array steps;
  for (const Step& step : policy.steps)
    steps.push_back(json::object{{"after", step.after},
                                 {"people", ids_json(step.people)},
                                 {"teams", ids_json(step.teams)},
                                 {"roles", ids_json(step.roles)},
                                 {"endpoint", step.endpoint}});
  return {{"name", policy.name},       {"active", policy.active},   {"match", to_json(policy.match)},
          {"steps", std::move(steps)}, {"repeats", policy.repeats}, {"repeat_after", policy.repeat_after}};
}

json::object wanted_json(const StakeholderRule& rule) {
  return {{"name", rule.name},
          {"active", rule.active},
          {"match", to_json(rule.match)},
          {"people", ids_json(rule.people)},
          {"teams", ids_json(rule.teams)}};
}

std::optional<Next> next_after(const Policy& policy, Place place) {
  const auto steps = static_cast<std::int64_t>(policy.steps.size());
  if (place.level < steps) return Next{{place.round, place.level + 1}, policy.steps[static_cast<std::size_t>(place.level)].after};
  if (place.round < policy.repeats) return Next{{place.round + 1, 1}, policy.repeat_after};
  return std::nullopt;
}

}  // namespace debrief::features::escalation
