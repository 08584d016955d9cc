// SPDX-License-Identifier: Apache-2.0
#include "features/duties/rules.hpp"

#include "base/time.hpp"
#include "domain/vocabulary.hpp"

#include <algorithm>

namespace debrief::features::duties {
namespace {

constexpr std::int64_t kMostMinutes = 60 * 24 * 365;
constexpr std::int64_t kMostDays = 365;

bool is_slug(std::string_view text) {
  return !text.empty() && text.size() <= 50 && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
  });
}

bool asks_something(const Rule& rule) {
  return !rule.severities.empty() || rule.minutes || rule.customer_impact || rule.data_loss || rule.near_miss;
}

Result<> check(const Rule& rule, const domain::Vocabulary& words, const std::string& path) {
  if (!is_slug(rule.id)) return invalid("a rule's id has lower-case letters, digits and '_' only").at(path + "/id");
  if (!asks_something(rule))
    return invalid("the rule '{}' would hold for every incident", rule.id)
        .with_help("Set at least one of severities, minutes, customer_impact, data_loss and near_miss.")
        .at(path);
  for (const std::string& severity : rule.severities)
    if (!domain::is_severity(severity))
      return invalid("there is no severity '{}'", severity.substr(0, 60)).at(path + "/severities");
  if (rule.owner.empty() && words.find_role(rule.owner_role) == nullptr)
    return invalid("there is no role '{}'", rule.owner_role.substr(0, 60)).at(path + "/owner_role");
  return {};
}

std::optional<Instant> earliest(const domain::Incident& incident, std::initializer_list<std::string_view> names) {
  std::optional<Instant> found;
  for (const auto name : names)
    if (const auto* milestone = incident.find_milestone(name))
      if (!found || milestone->at < *found) found = milestone->at;
  return found;
}

void add(std::string& reason, const std::string& part) { reason += (reason.empty() ? "" : ", ") + part; }

}  // namespace

const std::vector<Rule>& usual_rules() {
  static const std::vector<Rule> kRules{
      {.id = "severe", .name = "Severe: SEV1", .severities = {"sev1"}, .working_days = 3},
      {.id = "serious", .name = "Serious: SEV2", .severities = {"sev2"}, .working_days = 5},
      {.id = "data_loss", .name = "Data was lost", .data_loss = true, .working_days = 3},
      {.id = "customers", .name = "Customers were affected for half an hour", .minutes = 30, .customer_impact = true, .working_days = 5},
      {.id = "long", .name = "It lasted two hours", .minutes = 120, .working_days = 10},
      {.id = "near_miss", .name = "It nearly happened", .near_miss = true, .working_days = 10},
  };
  return kRules;
}

Result<Rule> read_rule(const json::value& document, std::string path, const domain::Vocabulary& words) {
  auto in = TRY(json::Fields::of(document, path));
  Rule rule;
  rule.id = TRY(in.text("id", 50));
  rule.name = TRY(in.text("name", 200));
  rule.enabled = TRY(in.boolean_or("enabled", true));
  rule.severities = TRY(in.texts("severities", 20));
  rule.minutes = TRY(in.optional_integer("minutes", 1, kMostMinutes));
  rule.customer_impact = TRY(in.boolean_or("customer_impact", false));
  rule.data_loss = TRY(in.boolean_or("data_loss", false));
  rule.near_miss = TRY(in.boolean_or("near_miss", false));
  rule.owner_role = TRY(in.optional_text("owner_role", 50)).value_or(rule.owner_role);
  rule.owner = TRY(in.optional_text("owner", 200)).value_or("");
  rule.working_days = TRY(in.optional_integer("working_days", 0, kMostDays)).value_or(rule.working_days);
  TRY(in.done());
  TRY(check(rule, words, path));
  return rule;
}

json::object to_json(const Rule& rule) {
  json::array severities;
  for (const auto& severity : rule.severities) severities.push_back(json::value(severity));
  return {{"id", rule.id},
          {"name", rule.name},
          {"enabled", rule.enabled},
          {"severities", std::move(severities)},
          {"minutes", json::or_null(rule.minutes)},
          {"customer_impact", rule.customer_impact},
          {"data_loss", rule.data_loss},
          {"near_miss", rule.near_miss},
          {"owner_role", rule.owner_role},
          {"owner", rule.owner.empty() ? json::value(nullptr) : json::value(rule.owner)},
          {"working_days", rule.working_days}};
}

std::optional<Instant> mitigated_at(const domain::Incident& incident) {
  return earliest(incident, {"mitigated", "recovered", "resolved"});
}

std::optional<Micros> lasted(const domain::Incident& incident) {
  const auto end = mitigated_at(incident);
  const auto begin = earliest(incident, {"started", "detected", "declared"});
  if (!end || !begin || *end < *begin) return std::nullopt;
  return *end - *begin;
}

std::optional<std::string> reason_for(const Rule& rule, const domain::Incident& incident) {
  if (!rule.enabled) return std::nullopt;
  std::string reason;
  if (!rule.severities.empty()) {
    if (!incident.severity) return std::nullopt;
    const auto& wanted = rule.severities;
    if (std::find(wanted.begin(), wanted.end(), *incident.severity) == wanted.end()) return std::nullopt;
    add(reason, "severity " + incident.words().severity_name(*incident.severity));
  }
  if (rule.minutes) {
    const auto span = lasted(incident);
    if (!span || *span < std::chrono::minutes(*rule.minutes)) return std::nullopt;
    add(reason, "it lasted " + describe_span(*span));
  }
  if (rule.customer_impact && !incident.customer_impact.value_or(false)) return std::nullopt;
  if (rule.customer_impact) add(reason, "customers were affected");
  if (rule.data_loss && !incident.data_loss.value_or(false)) return std::nullopt;
  if (rule.data_loss) add(reason, "data was lost");
  if (rule.near_miss && incident.kind != domain::Kind::near_miss) return std::nullopt;
  if (rule.near_miss) add(reason, "a near miss");
  return reason;
}

std::optional<Demand> demand_of(const std::vector<Rule>& rules, const domain::Incident& incident) {
  std::optional<Demand> demand;
  for (const Rule& rule : rules) {
    // Nothing broke: neither severity nor length nor effects say that it is worth a postmortem.
    if (incident.kind == domain::Kind::near_miss && !rule.near_miss) continue;
    const auto reason = reason_for(rule, incident);
    if (!reason) continue;
    if (!demand) demand = Demand{&rule, *reason};
    else {
      if (rule.working_days < demand->rule->working_days) demand->rule = &rule;
      if (demand->reason.find(*reason) == std::string::npos) add(demand->reason, *reason);
    }
  }
  return demand;
}

std::string owner_of(const Rule& rule, const domain::Incident& incident) {
  if (!rule.owner.empty()) return rule.owner;
  if (const auto* holder = incident.find_holder(rule.owner_role)) return holder->person;
  return incident.declared_by;
}

}  // namespace debrief::features::duties
