// SPDX-License-Identifier: Apache-2.0
#include "features/runbooks/rules.hpp"

#include "base/text.hpp"

#include <fmt/format.h>
#include <re2/re2.h>

#include <algorithm>

namespace debrief::features::runbooks {
namespace {

constexpr std::size_t kLongestName = 200;
constexpr std::size_t kLongestWords = 300;
constexpr std::size_t kMostNames = 50;
constexpr std::size_t kSearched = 100'000;  // bytes of the incident's words
constexpr double kByAlert = 3;
constexpr double kByWords = 2;
constexpr double kByService = 1;
constexpr double kByOwnService = 0.5;  // less than any rule

RE2::Options options() {
  RE2::Options options;
  options.set_case_sensitive(false);
  options.set_log_errors(false);
  options.set_max_mem(1 << 20);
  return options;
}

bool same_name(std::string_view a, std::string_view b) { return to_lower(trim(a)) == to_lower(trim(b)); }

std::optional<std::string> shared_service(const std::vector<std::string>& wanted, const std::vector<std::string>& there) {
  for (const std::string& service : wanted)
    for (const std::string& other : there)
      if (same_name(service, other)) return other;
  return std::nullopt;
}

/// The reason, when one of the patterns covers one of the alerts.
std::optional<std::string> by_alert(const Rule& rule, const domain::RunbookQuestion& question) {
  for (const std::string& pattern : rule.alerts)
    for (const std::string& alert : question.alerts)
      if (matches_glob(pattern, alert))
        return same_name(pattern, alert) ? fmt::format("alert {}", alert) : fmt::format("alert {} matches {}", alert, pattern);
  return std::nullopt;
}

std::optional<std::string> by_words(const Rule& rule, const domain::RunbookQuestion& question) {
  const RE2 expression(rule.words, options());
  re2::StringPiece found;
  const std::string_view text = std::string_view(question.text).substr(0, kSearched);
  if (!expression.ok() || !expression.Match({text.data(), text.size()}, 0, text.size(), RE2::UNANCHORED, &found, 1))
    return std::nullopt;
  const std::string words = to_utf8(trim(std::string_view(found.data(), found.size())));
  return words.empty() ? "its words match" : fmt::format("it says “{}”", shorten(words, 60));
}

std::optional<Fitting> fit_rule(const Rule& rule, const domain::RunbookQuestion& question) {
  Fitting fitting;
  const auto add = [&](const std::optional<std::string>& reason, double score) {
    if (reason) {
      fitting.score += score;
      fitting.reasons.push_back(*reason);
    }
    return reason.has_value();
  };
  if (!rule.alerts.empty() && !add(by_alert(rule, question), kByAlert)) return std::nullopt;
  if (!rule.words.empty() && !add(by_words(rule, question), kByWords)) return std::nullopt;
  if (!rule.services.empty()) {
    const auto service = shared_service(rule.services, question.services);
    if (!service) return std::nullopt;
    add(fmt::format("service {}", *service), kByService);
  }
  if (fitting.reasons.empty()) return std::nullopt;
  return fitting;
}

Result<> check_words(const std::string& words, const std::string& at) {
  if (words.empty()) return {};
  const RE2 expression(words, options());
  if (expression.ok()) return {};
  return invalid("'{}' is no regular expression: {}", shorten(words, 60), expression.error())
      .at(at)
      .with_help("Use RE2 syntax, such as `timeout|refused`; write \\. for a dot.");
}

}  // namespace

bool matches_glob(std::string_view pattern, std::string_view text) {
  const std::string p = to_lower(pattern);
  const std::string t = to_lower(text);
  std::size_t at = 0;
  std::size_t from = 0;
  std::size_t star = std::string::npos;  // the last "*" of the pattern, and where in the text it was tried
  std::size_t tried = 0;
  while (from < t.size()) {
    if (at < p.size() && p[at] == '*') {
      star = at++;
      tried = from;
    } else if (at < p.size() && (p[at] == '?' || p[at] == t[from])) {
      ++at;
      ++from;
    } else if (star != std::string::npos) {
      at = star + 1;
      from = ++tried;
    } else {
      return false;
    }
  }
  return p.find_first_not_of('*', at) == std::string::npos;
}

std::optional<Fitting> fit(const std::vector<Rule>& rules, const std::vector<std::string>& services,
                           const domain::RunbookQuestion& question) {
  std::optional<Fitting> best;
  for (const Rule& rule : rules) {
    auto fitting = fit_rule(rule, question);
    if (fitting && (!best || fitting->score > best->score)) best = std::move(fitting);
  }
  const auto shared = shared_service(services, question.services);
  if (!shared) return best;
  if (!best) best.emplace();
  const std::string reason = fmt::format("service {}", *shared);
  best->score += kByOwnService;
  if (std::find(best->reasons.begin(), best->reasons.end(), reason) == best->reasons.end()) best->reasons.push_back(reason);
  return best;
}

Result<Rule> read_rule(const json::value& document, std::string path) {
  auto in = TRY(json::Fields::of(document, path));
  Rule rule;
  rule.alerts = TRY(in.texts("alerts", kMostNames));
  rule.services = TRY(in.texts("services", kMostNames));
  rule.words = TRY(in.optional_text("words", kLongestWords)).value_or("");
  TRY(in.done());
  for (auto* names : {&rule.alerts, &rule.services}) {
    for (std::string& name : *names) name = std::string(trim(name));
    std::erase(*names, "");
    for (const std::string& name : *names)
      if (name.size() > kLongestName) return too_large("a name in a rule is longer than {} bytes", kLongestName).at(path);
  }
  TRY(check_words(rule.words, path + "/words"));
  if (rule.alerts.empty() && rule.services.empty() && rule.words.empty())
    return invalid("a rule without alerts, services and words would hold for every incident")
        .at(path)
        .with_help("Name what the incident must have, or leave the rule out.");
  return rule;
}

Result<std::vector<Rule>> read_rules(const json::value* items, const std::string& path) {
  std::vector<Rule> rules;
  if (items == nullptr) return rules;
  if (!items->is_array()) return invalid("'rules' must be a list").at(path);
  if (items->get_array().size() > kMostRules) return too_large("a runbook may have at most {} rules", kMostRules).at(path);
  for (const auto& item : items->get_array()) rules.push_back(TRY(read_rule(item, fmt::format("{}/{}", path, rules.size()))));
  return rules;
}

json::object to_json(const Rule& rule) {
  return {{"alerts", json::array(rule.alerts.begin(), rule.alerts.end())},
          {"services", json::array(rule.services.begin(), rule.services.end())},
          {"words", rule.words}};
}

json::array to_json(const std::vector<Rule>& rules) {
  json::array items;
  for (const Rule& rule : rules) items.emplace_back(to_json(rule));
  return items;
}

}  // namespace debrief::features::runbooks
