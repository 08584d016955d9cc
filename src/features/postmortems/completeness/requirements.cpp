// SPDX-License-Identifier: Apache-2.0
#include "features/postmortems/completeness/requirements.hpp"

#include "domain/incident.hpp"
#include "features/postmortems/completeness/aspects.hpp"
#include "domain/vocabulary.hpp"

namespace debrief::features::postmortems {
namespace {

constexpr std::string_view kWithoutSeverity = "none";
constexpr std::int64_t kMostApprovals = 10;

Result<Requirement> read_requirement(const json::value& document, const std::string& path) {
  auto in = TRY(json::Fields::of(document, path));
  Requirement requirement;
  for (auto& id : TRY(in.texts("aspects", 50))) {
    if (find_aspect(id) == nullptr)
      return invalid("there is no aspect '{}'", id.substr(0, 60)).at(path + "/aspects").with_help("GET the completeness of a postmortem for those there are.");
    requirement.aspects.insert(std::move(id));
  }
  requirement.approvals = TRY(in.optional_integer("approvals", 0, kMostApprovals)).value_or(0);
  TRY(in.done());
  return requirement;
}

}  // namespace

const Requirements& usual_requirements() {
  static const Requirements kUsual{
      {"sev1", {{"who", "what", "where", "when", "why", "how", "impact", "detection", "response", "went_well", "went_wrong", "factors", "actions"}, 1}},
      {"sev2", {{"what", "where", "when", "why", "impact", "detection", "response", "factors", "actions"}, 1}},
      {"sev3", {{"what", "impact", "factors", "actions"}, 0}},
      {"sev4", {{"what", "factors"}, 0}},
      {"sev5", {{"what"}, 0}},
      {"none", {{"what"}, 0}},
  };
  return kUsual;
}

Requirement requirement_of(const Requirements& requirements, const std::optional<std::string>& severity) {
  const auto found = requirements.find(severity.value_or(std::string(kWithoutSeverity)));
  return found == requirements.end() ? Requirement{} : found->second;
}

Result<Requirements> read_requirements(const json::value& document) {
  if (!document.is_object()) return invalid("expected a JSON object with severities").at("/");
  Requirements requirements;
  for (const auto& member : document.get_object()) {
    const std::string severity(member.key());
    if (severity != kWithoutSeverity && !domain::is_severity(severity))
      return invalid("there is no severity '{}'", severity.substr(0, 60)).at("/" + severity).with_help("Use sev1 to sev5, or none.");
    requirements[severity] = TRY(read_requirement(member.value(), "/" + severity));
  }
  return requirements;
}

json::object to_json(const Requirements& requirements) {
  json::object document;
  for (const auto& [severity, requirement] : requirements) {
    json::array ids;
    for (const Aspect& aspect : aspects())
      if (requirement.aspects.contains(std::string(aspect.id))) ids.push_back(json::value(aspect.id));
    document[severity] = json::object{{"aspects", std::move(ids)}, {"approvals", requirement.approvals}};
  }
  return document;
}

}  // namespace debrief::features::postmortems
