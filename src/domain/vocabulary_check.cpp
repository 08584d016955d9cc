// SPDX-License-Identifier: Apache-2.0
#include "domain/vocabulary.hpp"

#include "base/text.hpp"
#include "base/time.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <charconv>
#include <set>

namespace debrief::domain {
namespace {

constexpr std::size_t kMostWords = 50;
constexpr std::size_t kLongestName = 60;
constexpr std::size_t kLongestHelp = 500;
constexpr std::size_t kLongestValue = 1000;
constexpr std::size_t kMostChoices = 100;

bool is_word_id(std::string_view id) {
  const auto fine = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; };
  return !id.empty() && id.size() <= 40 && id.front() >= 'a' && id.front() <= 'z' && std::all_of(id.begin(), id.end(), fine);
}

Result<> check_text(std::string_view text, std::size_t most, bool needed, const std::string& path) {
  if (needed && trim(text).empty()) return invalid("this needs a name").at(path);
  if (text.size() > most) return invalid("this is longer than {} bytes", most).at(path);
  return {};
}

// What every list must keep to: ids fit and once, names there, and whoever was known is known still.
template <class T>
Result<> check_words(const std::vector<T>& now, const std::vector<T>& next, const std::string& path) {
  if (next.size() > kMostWords) return invalid("there may be at most {} of them", kMostWords).at(path);
  std::set<std::string_view> ids, names;
  for (std::size_t i = 0; i < next.size(); ++i) {
    const std::string at = fmt::format("{}/{}", path, i);
    if (!is_word_id(next[i].id))
      return invalid("'{}' is no id", next[i].id.substr(0, 60)).at(at + "/id").with_help("An id begins with a lower-case letter and has letters, digits and '_' only, at most 40.");
    if (!ids.insert(next[i].id).second) return invalid("'{}' stands there twice", next[i].id).at(at + "/id");
    TRY(check_text(next[i].name, kLongestName, true, at + "/name"));
    if (next[i].used && !names.insert(next[i].name).second) return invalid("two of them are called '{}'", next[i].name).at(at + "/name");
  }
  for (const T& known : now)
    if (!ids.contains(known.id))
      return invalid("'{}' is missing", known.id).at(path).with_help("What was recorded with it needs its name: switch it off (\"used\": false) instead of removing it.");
  return {};
}

Result<> check_severities(const Vocabulary& now, const Vocabulary& next) {
  TRY(check_words(now.severities, next.severities, "/severities"));
  for (std::size_t i = 0; i < next.severities.size(); ++i) {
    const std::string at = fmt::format("/severities/{}", i);
    if (i >= now.severities.size() || next.severities[i].id != now.severities[i].id)
      return invalid("severities are the five ranks from sev1, the worst, to sev5").at(at + "/id").with_help("Give them your names, and switch off those that you do not use.");
    TRY(check_text(next.severities[i].description, kLongestHelp, false, at + "/description"));
  }
  if (std::none_of(next.severities.begin(), next.severities.end(), [](const Severity& one) { return one.used; }))
    return invalid("at least one severity must be in use").at("/severities");
  return {};
}

Result<> check_states(const Vocabulary& now, const Vocabulary& next) {
  TRY(check_words(now.states, next.states, "/states"));
  for (std::size_t i = 0; i < next.states.size(); ++i) {
    const State& state = next.states[i];
    const std::string at = fmt::format("/states/{}", i);
    const State* before = now.find_state(state.id);
    if (before != nullptr && before->phase != state.phase)
      return invalid("'{}' belongs to the phase {}", state.name, to_text(before->phase)).at(at + "/phase").with_help("Incidents passed through it there: add another state instead.");
    if (!state.milestone.empty() && find_milestone_kind(state.milestone) == nullptr)
      return invalid("there is no milestone '{}'", state.milestone.substr(0, 60)).at(at + "/milestone");
  }
  for (const Phase phase : {Phase::triage, Phase::active, Phase::post_incident, Phase::closed})
    if (std::none_of(next.states.begin(), next.states.end(), [&](const State& one) { return one.used && one.phase == phase; }))
      return invalid("the phase {} has no state in use", to_text(phase)).at("/states").with_help("Incidents pass through all four phases: leave one state of each switched on.");
  return {};
}

Result<> check_field_kind(const FieldKind* before, const FieldKind& field, const std::string& at) {
  TRY(check_text(field.help, kLongestHelp, false, at + "/help"));
  if (before != nullptr && before->type != field.type)
    return invalid("'{}' is of the type {}", field.name, to_text(before->type)).at(at + "/type").with_help("Values were recorded with it: add another field instead.");
  if ((field.type == FieldType::choice) == field.choices.empty())
    return invalid("{}", field.choices.empty() ? "a choice needs something to choose from" : "only a choice has choices").at(at + "/choices");
  if (field.choices.size() > kMostChoices) return invalid("there may be at most {} choices", kMostChoices).at(at + "/choices");
  std::set<std::string_view> seen;
  for (const std::string& choice : field.choices) {
    TRY(check_text(choice, kLongestName, true, at + "/choices"));
    if (!seen.insert(choice).second) return invalid("'{}' stands there twice", choice).at(at + "/choices");
  }
  return {};
}

bool is_number(std::string_view text) {
  double number = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
  return read.ec == std::errc{} && read.ptr == text.data() + text.size() && number - number == 0;
}

bool is_date(std::string_view text) {
  return text.size() == 10 && parse_rfc3339(std::string(text) + "T00:00:00Z").has_value();
}

bool is_link(std::string_view text) {
  return (text.starts_with("https://") || text.starts_with("http://")) && text.find_first_of(" \t\n\"<>") == std::string_view::npos && text.size() > 8;
}

}  // namespace

Result<> check_vocabulary(const Vocabulary& now, const Vocabulary& next) {
  TRY(check_severities(now, next));
  TRY(check_states(now, next));
  TRY(check_words(now.roles, next.roles, "/roles"));
  TRY(check_words(now.fields, next.fields, "/fields"));
  for (std::size_t i = 0; i < next.fields.size(); ++i)
    TRY(check_field_kind(now.find_field(next.fields[i].id), next.fields[i], fmt::format("/fields/{}", i)));
  return {};
}

Result<std::string> check_field(const FieldKind& kind, std::string_view value) {
  const std::string text(trim(value));
  const std::string at = "/fields/" + kind.id;
  if (text.empty()) return invalid("'{}' has no value", kind.name).at(at).with_help("Write null to take a value away.");
  if (text.size() > kLongestValue) return invalid("'{}' may have at most {} bytes", kind.name, kLongestValue).at(at);
  if (kind.type == FieldType::number && !is_number(text)) return invalid("'{}' is a number", kind.name).at(at);
  if (kind.type == FieldType::date && !is_date(text)) return invalid("'{}' is a date such as 2026-03-31", kind.name).at(at);
  if (kind.type == FieldType::link && !is_link(text)) return invalid("'{}' is an address that begins with https:// or http://", kind.name).at(at);
  if (kind.type == FieldType::choice && std::find(kind.choices.begin(), kind.choices.end(), text) == kind.choices.end()) {
    std::string choices;
    for (const std::string& choice : kind.choices) choices += (choices.empty() ? "" : ", ") + choice;
    return invalid("'{}' has no choice '{}'", kind.name, text.substr(0, 60)).at(at).with_help("There are: " + shorten(choices, 400) + ".");
  }
  return text;
}

}  // namespace debrief::domain
