// SPDX-License-Identifier: Apache-2.0
#include "features/postmortems/completeness/completeness.hpp"

#include "base/text.hpp"
#include "features/postmortems/sections.hpp"

#include <algorithm>
#include <array>

namespace debrief::features::postmortems {
namespace {

constexpr std::size_t kEnoughWords = 12;

bool tells(const Aspect& aspect, std::string_view lower_title) {
  return std::any_of(aspect.headings.begin(), aspect.headings.end(),
                     [&](std::string_view part) { return lower_title.find(part) != std::string_view::npos; });
}

Told told_by(const DocumentSection& section) {
  if (!section.filled) return Told::missing;
  return section.words < kEnoughWords ? Told::thin : Told::answered;
}

// Of several sections the one that says most.
void look_in_sections(AspectState& state, const std::vector<DocumentSection>& sections, const std::vector<std::string>& titles) {
  std::size_t words = 0;
  for (std::size_t i = 0; i < sections.size(); ++i) {
    if (!tells(*state.aspect, titles[i])) continue;
    const Told told = told_by(sections[i]);
    const bool better = state.section.empty() || told > state.told || (told == state.told && sections[i].words > words);
    if (!better) continue;
    state.told = told;
    state.section = sections[i].title;
    words = sections[i].words;
  }
}

Told told_when(const domain::Incident& incident) {
  const auto has_any = [&](std::initializer_list<std::string_view> names) {
    return std::any_of(names.begin(), names.end(), [&](auto name) { return incident.find_milestone(name) != nullptr; });
  };
  const bool begins = has_any({"started", "detected"});
  const bool ends = has_any({"mitigated", "recovered", "resolved"});
  return begins && ends ? Told::answered : begins || ends ? Told::thin : Told::missing;
}

// What the record shows without a word in the document.
void look_in_record(AspectState& state, const CompletenessInput& input) {
  const auto at_least = [&](Told told) { state.told = std::max(state.told, told); };
  if (state.aspect->id == "where" && !input.incident.services.empty()) at_least(Told::answered);
  if (state.aspect->id == "when") at_least(told_when(input.incident));
  if (state.aspect->id == "who" && (input.accounts > 0 || !input.incident.roles.empty()))
    at_least(input.accounts > 0 ? Told::answered : Told::thin);
  if (state.aspect->id == "actions" && input.actions > 0) at_least(Told::answered);
  if (state.aspect->id == "factors" && input.factors > 0) at_least(Told::answered);
  if (state.aspect->id == "impact" && !trim(input.incident.impact).empty()) at_least(Told::thin);
}

}  // namespace

std::string_view to_text(Told told) {
  static constexpr std::array<std::string_view, 3> kNames{"missing", "thin", "answered"};
  return kNames[static_cast<std::size_t>(told)];
}

Completeness judge(const CompletenessInput& input, const Requirements& requirements) {
  const auto sections = list_sections(input.markdown);
  std::vector<std::string> titles;
  titles.reserve(sections.size());
  for (const auto& section : sections) titles.push_back(to_lower(section.title));
  const Requirement required = requirement_of(requirements, input.incident.severity);
  Completeness completeness;
  std::size_t halves = 0;
  for (const Aspect& aspect : aspects()) {
    AspectState state{&aspect, Told::missing, {}, required.aspects.contains(std::string(aspect.id))};
    look_in_sections(state, sections, titles);
    look_in_record(state, input);
    halves += static_cast<std::size_t>(state.told);
    completeness.aspects.push_back(std::move(state));
  }
  constexpr std::size_t kWhole = 100;
  completeness.percent = static_cast<int>(kWhole * halves / (2 * completeness.aspects.size()));
  return completeness;
}

std::vector<std::string> list_missing(const Completeness& completeness) {
  std::vector<std::string> missing;
  for (const AspectState& state : completeness.aspects) {
    if (!state.required || state.told != Told::missing) continue;
    const std::string where = state.section.empty() ? std::string() : fmt::format(" (section \"{}\")", state.section);
    missing.push_back(fmt::format("{}{}: {}", state.aspect->name, where, state.aspect->question));
  }
  return missing;
}

}  // namespace debrief::features::postmortems
