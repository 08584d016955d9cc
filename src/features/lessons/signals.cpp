// SPDX-License-Identifier: Apache-2.0
#include "features/lessons/signals.hpp"

#include "base/ascii.hpp"
#include "base/text.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <set>

namespace debrief::features::lessons {
namespace {

constexpr std::size_t kTermLimit = 1000;  // bytes
constexpr std::size_t kLabels = 12;
constexpr std::size_t kTemplates = 200;
constexpr std::size_t kCodes = 50;

// What a signal contributes where one past incident only has it; the words of a text contribute 1 together.
struct Kind {
  std::string_view prefix;
  std::string_view words;
  double weight;
};
constexpr std::array<Kind, 7> kKinds{{{"alert:", "same alert ", 0.35},
                                      {"alert-of:", "same alert on the same service: ", 0.15},
                                      {"service:", "same service ", 0.1},
                                      {"label:", "same label ", 0.05},
                                      {"error:", "same error code ", 0.2},
                                      {"template:", "same log message ", 0.2},
                                      {"factor:", "same factor ", 0.1}}};
constexpr double kTemplatesTogether = 0.7;
constexpr double kDependency = 0.05;  // half of the same service

const Kind* kind_of(std::string_view term) {
  const auto found =
      std::find_if(kKinds.begin(), kKinds.end(), [&](const Kind& k) { return term.starts_with(k.prefix); });
  return found == kKinds.end() ? nullptr : &*found;
}

// Labels that tell where or whose something is; those of one machine or request tell nothing about another incident.
bool tells_place(std::string_view label) {
  static constexpr std::array<std::string_view, 14> kPlaces{
      "cluster", "namespace", "region", "zone",  "datacenter", "environment", "env",
      "team",    "component", "queue",  "topic", "database",   "subsystem",   "upstream"};
  return std::find(kPlaces.begin(), kPlaces.end(), label) != kPlaces.end();
}

bool is_code_letter(char c) {
  return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
}
bool is_word_letter(char c) {
  return is_code_letter(c) || (c >= 'a' && c <= 'z');
}
bool all_digits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), is_digit);
}

// ECONNRESET, ENOSPC, ORA-00060, KB-1234567: capitals, with a digit or the E of errno in front.
bool is_code(std::string_view word) {
  if (word.size() < 5 || word.size() > 40 || !std::all_of(word.begin(), word.end(), is_code_letter)) return false;
  const std::size_t dash = word.find('-');
  if (dash != std::string_view::npos)
    return dash >= 2 && dash <= 5 && all_digits(word.substr(dash + 1)) && word.size() - dash > 3 &&
           std::none_of(word.begin(), word.begin() + static_cast<std::ptrdiff_t>(dash), is_digit) &&
           !word.starts_with("INC") && !word.starts_with("CVE") && !word.starts_with("ISO");
  static constexpr std::array<std::string_view, 12> kErrno{"ECONN", "ETIMED", "ENOSPC", "ENOMEM", "EMFILE", "EACCES",
                                                           "EPIPE", "EHOST",  "ENET",   "EADDR",  "EAGAIN", "ENOENT"};
  return std::any_of(kErrno.begin(), kErrno.end(), [&](std::string_view e) { return word.starts_with(e); }) ||
         word == "OOMKILLED";
}

bool is_exception(std::string_view word) {
  if (word == "OOMKilled" || word == "CrashLoopBackOff") return true;
  return word.size() > 8 && word.size() <= 80 && word[0] >= 'A' && word[0] <= 'Z' &&
         (word.ends_with("Exception") || word.ends_with("Error")) &&
         std::any_of(word.begin(), word.end(), [](char c) { return c >= 'a' && c <= 'z'; });
}

void add(std::set<std::string>& terms, std::string_view prefix, std::string_view value) {
  if (!value.empty()) terms.insert((std::string(prefix) + std::string(value)).substr(0, kTermLimit));
}

std::string service_term(std::string_view service) {
  return ("service:" + to_lower(service)).substr(0, kTermLimit);
}

void add_alert(std::set<std::string>& terms, const domain::Alert& alert) {
  add(terms, "alert:", alert.name);
  for (const std::string& service : domain::services_of(alert.labels))
    add(terms, "alert-of:", alert.name + "@" + to_lower(service));
  std::size_t labels = 0;
  for (const auto& [name, value] : alert.labels)
    if (tells_place(name) && labels++ < kLabels) add(terms, "label:", name + "=" + value);
}

}  // namespace

std::vector<std::string> error_codes(std::string_view text) {
  std::set<std::string> codes;
  std::string_view before;
  for (std::size_t at = 0; at < text.size() && codes.size() < kCodes;) {
    if (!is_word_letter(text[at])) {
      ++at;
      continue;
    }
    std::size_t end = at;
    while (end < text.size() && is_word_letter(text[end])) ++end;
    const std::string_view word = text.substr(at, end - at);
    if (is_code(word) || is_exception(word)) codes.insert(std::string(word));
    if (before == "SQLSTATE" && word.size() == 5) codes.insert("SQLSTATE " + std::string(word));
    if ((before == "HTTP" || before == "status") && word.size() == 3 && all_digits(word) &&
        (word[0] == '4' || word[0] == '5'))
      codes.insert("HTTP " + std::string(word));
    before = word;
    at = end;
  }
  return {codes.begin(), codes.end()};
}

std::vector<std::string> signal_terms(const SignalsOf& signals) {
  std::set<std::string> terms;
  for (const auto& service : signals.services) add(terms, "service:", to_lower(service));
  for (const auto& alert : signals.alerts) add_alert(terms, alert);
  // Messages of trouble only: the others come in every hour of every service.
  for (std::size_t i = 0; i < std::min(kTemplates, signals.templates.size()); ++i)
    if (signals.templates[i].trouble) add(terms, "template:", signals.templates[i].id);
  for (const auto& factor : signals.factors)
    if (factor.kind != "other") add(terms, "factor:", factor.kind);
  for (const auto& code : error_codes(signals.text)) add(terms, "error:", code);
  return {terms.begin(), terms.end()};
}

std::vector<search::ExactTerm> asked_signals(const SignalsOf& signals) {
  std::vector<search::ExactTerm> asked;
  const auto templates = static_cast<double>(
      std::count_if(signals.templates.begin(), signals.templates.end(), [](const auto& mined) { return mined.trouble; }));
  for (auto& term : signal_terms(signals)) {
    const Kind* kind = kind_of(term);
    double weight = kind->weight;
    if (kind->prefix == "template:") weight = std::min(weight, kTemplatesTogether / templates);
    asked.push_back({std::move(term), weight});
  }
  const std::size_t same = asked.size();
  for (const auto& way : signals.dependencies) {
    if (way.size() < 2) continue;
    std::string term = service_term(way.back());
    if (std::any_of(asked.begin(), asked.end(), [&](const auto& one) { return one.term == term; })) continue;
    asked.push_back({std::move(term), std::ldexp(kDependency, 2 - static_cast<int>(way.size()))});
  }
  std::sort(asked.begin() + static_cast<std::ptrdiff_t>(same), asked.end(), [](const auto& a, const auto& b) { return a.term < b.term; });
  return asked;
}

std::map<std::string, std::string> dependencies_in_words(const SignalsOf& signals) {
  std::map<std::string, std::string> words;
  for (const auto& way : signals.dependencies) {
    if (way.size() < 2) continue;
    std::string text = way.front() + " depends on " + way[1];
    for (std::size_t i = 2; i < way.size(); ++i) text += ", which depends on " + way[i];
    words.emplace(service_term(way.back()), text + ", where it happened then");
  }
  for (const auto& service : signals.services) words.erase(service_term(service));
  return words;
}

std::string signal_in_words(std::string_view term, const std::map<std::string, std::string>& names) {
  if (const auto name = names.find(std::string(term)); name != names.end()) return name->second;
  const Kind* kind = kind_of(term);
  if (kind == nullptr) return "same " + std::string(term);
  std::string value(term.substr(kind->prefix.size()));
  if (kind->prefix == "alert-of:")
    if (const auto at = value.rfind('@'); at != std::string::npos) value.replace(at, 1, " on ");
  if (kind->prefix == "template:") {
    const auto name = names.find(value);
    value = "`" + (name == names.end() ? value : shorten(name->second, 120)) + "`";
  }
  return std::string(kind->words) + value;
}

}  // namespace debrief::features::lessons
