// SPDX-License-Identifier: Apache-2.0
#include "features/updates/templates.hpp"

#include "base/embedded.hpp"
#include "base/front_matter_toml.hpp"
#include "base/text.hpp"
#include "base/time.hpp"
#include "domain/vocabulary.hpp"

#include <map>
#include <span>
#include <stdexcept>

namespace debrief::embedded {
std::span<const EmbeddedFile> update_templates();
}

namespace debrief::features::updates {
namespace {

std::vector<Template> read_templates() {
  for (const EmbeddedFile& file : embedded::update_templates()) {
    if (file.path != "templates.toml") continue;
    auto read = parse_templates(file.bytes);
    if (!read) throw std::logic_error("templates/updates/templates.toml: " + read.error().message);
    return std::move(*read);
  }
  throw std::logic_error("templates/updates/templates.toml is not part of the program");
}

std::string text_in(const FrontMatterValue& table, std::string_view name) {
  const FrontMatterValue* value = table.find(name);
  return value == nullptr ? std::string() : value->text;
}

using Words = std::map<std::string, std::string, std::less<>>;

Words words_of(const domain::Incident& incident, Instant now) {
  std::string services;
  for (const std::string& service : incident.services) services += (services.empty() ? "" : ", ") + service;
  const domain::Milestone* started = incident.find_milestone("started");
  const Instant since = started != nullptr ? started->at : incident.declared_at;
  return {{"key", domain::incident_key(incident.number)},
          {"title", incident.title},
          {"severity", incident.severity ? incident.words().severity_name(*incident.severity) : std::string()},
          {"state", to_lower(incident.words().state_name(incident.state))},
          {"impact", std::string(trim(incident.impact))},
          {"services", services},
          {"elapsed", describe_span(now - since)}};
}

std::string fill_text(std::string_view form, const Words& words) {
  std::string text;
  while (!form.empty()) {
    const std::size_t open = form.find('{');
    text += form.substr(0, open);
    if (open == std::string_view::npos) break;
    const std::size_t close = form.find('}', open);
    const auto known = close == std::string_view::npos ? words.end() : words.find(form.substr(open + 1, close - open - 1));
    if (known == words.end()) {
      text += '{';
      form.remove_prefix(open + 1);
      continue;
    }
    text += known->second.empty() ? "…" : known->second;
    form.remove_prefix(close + 1);
  }
  return text;
}

}  // namespace

const std::vector<Template>& templates() {
  static const std::vector<Template> all = read_templates();
  return all;
}

Result<std::vector<Template>> parse_templates(std::string_view toml) {
  std::vector<std::string> remarks;
  const FrontMatterValue root = read_toml_fields(toml, 1, remarks);
  if (!remarks.empty()) return invalid("{}", remarks.front());
  std::vector<Template> all;
  for (const FrontMatterField& table : root.fields) {
    if (table.name != "template") return invalid("there is no table '{}'", table.name);
    const auto audience = domain::audience_from(text_in(table.value, "audience"));
    Template form{text_in(table.value, "id"),      text_in(table.value, "name"),  audience.value_or(domain::Audience::internal),
                  text_in(table.value, "conditions"), text_in(table.value, "actions"), text_in(table.value, "needs")};
    if (!audience || form.id.empty() || form.name.empty() || form.conditions.empty())
      return invalid("a [[template]] ({}) needs id, name, audience and conditions", form.id);
    all.push_back(std::move(form));
  }
  return all;
}

Template fill(const Template& form, const domain::Incident& incident, Instant now) {
  const Words words = words_of(incident, now);
  Template filled = form;
  filled.conditions = fill_text(form.conditions, words);
  filled.actions = fill_text(form.actions, words);
  filled.needs = fill_text(form.needs, words);
  return filled;
}

}  // namespace debrief::features::updates
