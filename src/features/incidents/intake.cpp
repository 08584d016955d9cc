// SPDX-License-Identifier: Apache-2.0
#include "features/incidents/intake.hpp"

#include "base/json.hpp"
#include "base/text.hpp"

namespace debrief::features::incidents {

Intake decide(const domain::Signal& signal, const std::optional<KnownAlert>& known,
              std::optional<std::int64_t> open_incident) {
  if (known) {
    const bool ends_now = known->firing && !signal.firing;
    return {ends_now ? IntakeVerb::resolve : IntakeVerb::ignore, !signal.firing};
  }
  return {open_incident ? IntakeVerb::attach : IntakeVerb::declare, !signal.firing};
}

std::string group_key(const domain::Signal& signal, const std::string& source_id,
                      const std::vector<std::string>& group_by) {
  json::array parts{source_id};
  for (const std::string& label : group_by) {
    const auto found = signal.labels.find(label);
    if (found != signal.labels.end()) parts.push_back(json::value(label + "=" + found->second));
  }
  if (parts.size() == 1) parts.push_back(json::value("alertname=" + signal.name));
  return json::write(parts);
}

std::string title_of(const domain::Signal& signal) {
  for (const char* name : {"summary", "message", "title"}) {
    const auto found = signal.annotations.find(name);
    if (found != signal.annotations.end() && !trim(found->second).empty())
      return shorten(trim(found->second), 200);
  }
  const auto services = domain::services_of(signal.labels);
  return services.empty() ? signal.name : signal.name + " on " + services.front();
}

}  // namespace debrief::features::incidents
