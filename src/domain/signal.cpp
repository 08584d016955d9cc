// SPDX-License-Identifier: Apache-2.0
#include "domain/signal.hpp"

#include "base/text.hpp"

#include <array>

namespace debrief::domain {

std::vector<std::string> services_of(const std::map<std::string, std::string>& labels) {
  for (const char* name : {"service", "app", "app_kubernetes_io_name", "job"}) {
    const auto found = labels.find(name);
    if (found != labels.end() && !trim(found->second).empty()) return {std::string(trim(found->second))};
  }
  return {};
}

std::optional<std::string> severity_of(const std::map<std::string, std::string>& labels) {
  const auto found = labels.find("severity");
  if (found == labels.end()) return std::nullopt;
  const std::string word = to_lower(trim(found->second));
  constexpr std::array<std::pair<std::string_view, std::string_view>, 14> words{{
      {"sev1", "sev1"}, {"sev2", "sev2"}, {"sev3", "sev3"}, {"sev4", "sev4"}, {"sev5", "sev5"},
      {"p1", "sev1"}, {"p2", "sev2"}, {"p3", "sev3"}, {"p4", "sev4"}, {"p5", "sev5"},
      {"critical", "sev2"}, {"error", "sev3"}, {"warning", "sev3"}, {"info", "sev5"},
  }};
  for (const auto& [said, meant] : words)
    if (word == said) return std::string(meant);
  return std::nullopt;
}

}  // namespace debrief::domain
