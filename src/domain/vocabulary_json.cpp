// SPDX-License-Identifier: Apache-2.0
#include "domain/vocabulary_json.hpp"

namespace debrief::domain {
namespace {

using json::Fields;

json::object word_json(const Severity& one) {
  return {{"id", one.id}, {"name", one.name}, {"description", one.description}, {"used", one.used}};
}

json::object word_json(const State& one) {
  const json::value milestone = one.milestone.empty() ? json::value(nullptr) : json::value(one.milestone);
  return {{"id", one.id}, {"name", one.name}, {"phase", to_text(one.phase)}, {"milestone", milestone}, {"used", one.used}};
}

json::object word_json(const RoleKind& one) {
  return {{"id", one.id}, {"name", one.name}, {"exclusive", one.exclusive}, {"used", one.used}};
}

json::object word_json(const FieldKind& one) {
  json::array choices, kinds;
  for (const std::string& choice : one.choices) choices.push_back(json::value(choice));
  for (const Kind kind : one.kinds) kinds.push_back(json::value(to_text(kind)));
  return {{"id", one.id},           {"name", one.name},   {"help", one.help},   {"type", to_text(one.type)},
          {"choices", choices}, {"kinds", kinds}, {"asked", one.asked}, {"used", one.used}};
}

template <class T>
json::array words_json(const std::vector<T>& words) {
  json::array list;
  for (const T& word : words) list.push_back(word_json(word));
  return list;
}

constexpr std::size_t kNameLimit = 200;

Result<Severity> read_severity(Fields& in) {
  Severity one;
  one.id = TRY(in.text("id", kNameLimit));
  one.name = TRY(in.text("name", kNameLimit));
  one.description = TRY(in.optional_text("description")).value_or("");
  one.used = TRY(in.boolean_or("used", true));
  return one;
}

Result<State> read_state(Fields& in) {
  State one;
  one.id = TRY(in.text("id", kNameLimit));
  one.name = TRY(in.text("name", kNameLimit));
  const auto phase = TRY(in.text("phase", kNameLimit));
  const auto known = phase_from(phase);
  if (!known) return invalid("there is no phase '{}'", phase).at(in.path_of("phase")).with_help("Use triage, active, post_incident or closed.");
  one.phase = *known;
  one.milestone = TRY(in.optional_text("milestone", kNameLimit)).value_or("");
  one.used = TRY(in.boolean_or("used", true));
  return one;
}

Result<RoleKind> read_role(Fields& in) {
  RoleKind one;
  one.id = TRY(in.text("id", kNameLimit));
  one.name = TRY(in.text("name", kNameLimit));
  one.exclusive = TRY(in.boolean_or("exclusive", false));
  one.used = TRY(in.boolean_or("used", true));
  return one;
}

Result<FieldKind> read_field(Fields& in) {
  FieldKind one;
  one.id = TRY(in.text("id", kNameLimit));
  one.name = TRY(in.text("name", kNameLimit));
  one.help = TRY(in.optional_text("help")).value_or("");
  const auto type = TRY(in.text("type", kNameLimit));
  const auto known = field_type_from(type);
  if (!known) return invalid("there is no type '{}'", type).at(in.path_of("type")).with_help("Use text, number, date, choice, person or link.");
  one.type = *known;
  one.choices = TRY(in.texts("choices"));
  const auto kinds = TRY(in.texts("kinds"));
  for (const std::string& text : kinds) {
    const auto kind = kind_from(text);
    if (!kind) return invalid("there is no kind of incident '{}'", text.substr(0, 60)).at(in.path_of("kinds"));
    one.kinds.push_back(*kind);
  }
  one.asked = TRY(in.boolean_or("asked", false));
  one.used = TRY(in.boolean_or("used", true));
  return one;
}

template <class T>
Result<std::vector<T>> read_words(Fields& in, std::string_view name, const std::vector<T>& now, Result<T> (*read)(Fields&)) {
  const json::value* list = in.find(name);
  if (list == nullptr) return now;
  if (!list->is_array()) return invalid("this is a list").at(in.path_of(name));
  std::vector<T> words;
  for (const json::value& each : list->get_array()) {
    auto fields = TRY(Fields::of(each, in.path_of(name) + "/" + std::to_string(words.size())));
    words.push_back(TRY(read(fields)));
    TRY(fields.done());
  }
  return words;
}

}  // namespace

json::object to_json(const Vocabulary& words) {
  return {{"severities", words_json(words.severities)}, {"states", words_json(words.states)}, {"roles", words_json(words.roles)}, {"fields", words_json(words.fields)}};
}

Result<Vocabulary> vocabulary_from(const json::value& document, const Vocabulary& now) {
  auto in = TRY(Fields::of(document));
  Vocabulary words;
  words.severities = TRY(read_words(in, "severities", now.severities, read_severity));
  words.states = TRY(read_words(in, "states", now.states, read_state));
  words.roles = TRY(read_words(in, "roles", now.roles, read_role));
  words.fields = TRY(read_words(in, "fields", now.fields, read_field));
  TRY(in.done());
  return words;
}

}  // namespace debrief::domain
