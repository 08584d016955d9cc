// SPDX-License-Identifier: Apache-2.0
// Which incidents a runbook fits, and why. Pure.
#pragma once

#include "base/json.hpp"
#include "base/result.hpp"
#include "domain/runbook.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace debrief::features::runbooks {

inline constexpr std::size_t kMostRules = 20;

/// Holds when everything holds that is set here. At least one is set.
struct Rule {
  std::vector<std::string> alerts = {};    ///< names of alerts, "*" and "?" stand for others; one of them matches
  std::vector<std::string> services = {};  ///< one of them is concerned
  std::string words = {};                  ///< a regular expression (RE2, in any case) found in the incident's words
};

/// The schema RunbookRule of api/openapi.yaml. Errors: invalid, also for expressions that RE2 refuses.
[[nodiscard]] Result<Rule> read_rule(const json::value& document, std::string path);
[[nodiscard]] Result<std::vector<Rule>> read_rules(const json::value* items, const std::string& path);
[[nodiscard]] json::object to_json(const Rule& rule);
[[nodiscard]] json::array to_json(const std::vector<Rule>& rules);

/// True when the pattern with "*" (anything) and "?" (one byte) covers the whole text, in any case of ASCII letters.
[[nodiscard]] bool matches_glob(std::string_view pattern, std::string_view text);

struct Fitting {
  double score = 0;
  std::vector<std::string> reasons;  ///< the strongest first
};
/// By the best of its rules, and by the services that the runbook is about; absent when nothing fits.
[[nodiscard]] std::optional<Fitting> fit(const std::vector<Rule>& rules, const std::vector<std::string>& services,
                                         const domain::RunbookQuestion& question);

}  // namespace debrief::features::runbooks
