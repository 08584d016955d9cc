// SPDX-License-Identifier: Apache-2.0
#include "features/dates/plan.hpp"

#include "base/text.hpp"
#include "base/working_days.hpp"
#include "domain/vocabulary.hpp"

#include <algorithm>
#include <set>

namespace debrief::features::dates {
namespace {

Result<Step> read_step(const json::value& document, const std::string& path) {
  auto in = TRY(json::Fields::of(document));
  Step step;
  step.id = TRY(in.text("id", 40));
  step.name = std::string(trim(TRY(in.text("name", 100))));
  const json::value* days = in.find("days");
  TRY(in.done());
  const bool fit = std::all_of(step.id.begin(), step.id.end(), [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; });
  if (!fit) return invalid("an id has lower-case letters, digits and _ only").at(path + "/id");
  if (step.name.empty()) return invalid("a step needs a name").at(path + "/name");
  if (days == nullptr || !days->is_object()) return invalid("'days' says how many working days there are by severity").at(path + "/days");
  for (const auto& [severity, value] : days->get_object()) {
    const std::string name(severity.data(), severity.size());
    if (name != kOtherwise && !domain::is_severity(name))
      return invalid("there is no severity '{}'", name.substr(0, 40)).at(path + "/days").with_help("Use sev1 to sev5, and otherwise.");
    if (!value.is_int64() || value.get_int64() < 0 || value.get_int64() > kMostDays)
      return invalid("there are 0 to {} working days", kMostDays).at(path + "/days/" + name);
    step.days[name] = value.get_int64();
  }
  return step;
}

}  // namespace

const std::vector<Step>& usual_steps() {
  static const std::vector<Step> kUsual{
      {"accounts", "Collect the accounts of those involved", {{"sev1", 1}, {"sev2", 2}, {"sev3", 3}, {"otherwise", 3}}},
      {"draft", "Write the draft", {{"sev1", 2}, {"sev2", 3}, {"sev3", 5}, {"otherwise", 5}}},
      {"review", "Hold the review", {{"sev1", 4}, {"sev2", 5}, {"sev3", 8}, {"otherwise", 8}}},
      {"actions", "Agree on the actions", {{"sev1", 4}, {"sev2", 5}, {"sev3", 8}, {"otherwise", 8}}},
      {"publish", "Publish the postmortem", {{"sev1", 5}, {"sev2", 7}, {"sev3", 10}, {"otherwise", 10}}},
  };
  return kUsual;
}

Result<std::vector<Step>> read_steps(const json::value& document) {
  auto in = TRY(json::Fields::of(document));
  const json::value* items = in.find("items");
  TRY(in.done());
  if (items == nullptr || !items->is_array()) return invalid("'items' must be a list of steps").at("/items");
  if (items->get_array().size() > kMostSteps) return too_large("there may be at most {} steps", kMostSteps);
  std::vector<Step> steps;
  std::set<std::string> ids;
  for (const auto& item : items->get_array()) {
    steps.push_back(TRY(read_step(item, fmt::format("/items/{}", steps.size()))));
    if (!ids.insert(steps.back().id).second) return invalid("two steps have the id '{}'", steps.back().id).at("/items");
  }
  return steps;
}

json::object to_json(const std::vector<Step>& steps) {
  json::array items;
  for (const Step& step : steps) {
    json::object days;
    for (const auto& [severity, count] : step.days) days[severity] = count;
    items.emplace_back(json::object{{"id", step.id}, {"name", step.name}, {"days", std::move(days)}});
  }
  return {{"items", std::move(items)}};
}

std::optional<Instant> over_since(const domain::Incident& incident, std::optional<Instant> reopened) {
  if (incident.kind != domain::Kind::normal && incident.kind != domain::Kind::near_miss) return std::nullopt;
  std::optional<Instant> over;
  for (const char* name : {"mitigated", "recovered", "resolved"}) {
    const auto* milestone = incident.find_milestone(name);
    if (milestone == nullptr || (reopened && milestone->recorded_at <= *reopened)) continue;
    if (!over || milestone->recorded_at < *over) over = milestone->recorded_at;
  }
  return over;
}

std::vector<Planned> plan(const std::vector<Step>& steps, const domain::Incident& incident, bool needs_postmortem, Instant over) {
  std::vector<Planned> planned;
  const bool rated = incident.severity && incident.kind != domain::Kind::near_miss;
  for (std::size_t place = 0; place < steps.size(); ++place) {
    const Step& step = steps[place];
    auto days = rated ? step.days.find(*incident.severity) : step.days.end();
    if (days == step.days.end() && needs_postmortem) days = step.days.find(std::string(kOtherwise));
    if (days == step.days.end()) continue;
    planned.push_back({step.id, step.name, static_cast<std::int64_t>(place), after_working_days(over, days->second)});
  }
  return planned;
}

}  // namespace debrief::features::dates
