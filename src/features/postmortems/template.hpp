// SPDX-License-Identifier: Apache-2.0
// Postmortem templates: Markdown with placeholders and no logic. templates/README.md describes the form.
#pragma once

#include "base/result.hpp"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace debrief::features::postmortems {

struct Template {
  std::string id;
  std::string name;
  std::string description;
  std::string source;  ///< URL of where the form comes from
  std::string body;
  std::vector<std::string> sections;  ///< titles of the headings of level 2
};

/// Reads one template file. Errors: invalid, with the line as field: front matter that is missing or has
/// unknown or missing names, a placeholder or a conditional part that is not closed.
[[nodiscard]] Result<Template> parse_template(std::string_view text);

/// The names of all placeholders and conditional parts, each once, sorted.
[[nodiscard]] std::vector<std::string> placeholders_of(const Template& form);

/// The body with its placeholders replaced. A name without a value, or with an empty one, counts as not known.
/// Values are taken as they are: what looks like a placeholder in them stays.
[[nodiscard]] std::string fill(const Template& form, const std::map<std::string, std::string>& values);

}  // namespace debrief::features::postmortems
