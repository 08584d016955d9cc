// SPDX-License-Identifier: Apache-2.0
// The slice's JSON, the schemas Postmortem, Revision, LibraryItem and Template of api/openapi.yaml.
#pragma once

#include "base/json.hpp"
#include "domain/postmortem.hpp"
#include "features/postmortems/citations.hpp"
#include "features/postmortems/library.hpp"
#include "features/postmortems/template.hpp"

#include <string>
#include <vector>

namespace debrief::features::postmortems {

/// What follows from a text: made once, outside of transactions, since long texts take their time.
struct Rendered {
  std::string markdown;  ///< the text that it was made from
  std::string html;
  json::array sections;
  json::array citations;
};
/// `entries` are those that the text may cite; others may be among them.
[[nodiscard]] Rendered render(std::string markdown, const std::vector<domain::TimelineEntry>& entries);

/// `rendered` must be made from the document's text.
[[nodiscard]] json::object to_json(const domain::Postmortem& document, Rendered rendered);
[[nodiscard]] json::object to_json(const domain::Revision& revision);
[[nodiscard]] json::object to_json(const LibraryItem& item);
[[nodiscard]] json::object to_json(const Template& form);

}  // namespace debrief::features::postmortems
