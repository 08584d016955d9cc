// SPDX-License-Identifier: Apache-2.0
// What is no postmortem, and why.
#pragma once

#include "base/front_matter.hpp"
#include "base/result.hpp"
#include "connectors/archive/document.hpp"
#include "connectors/archive/lines.hpp"
#include "connectors/archive/sections.hpp"

#include <optional>
#include <string_view>
#include <vector>

namespace debrief::connectors::archive {

/// By the bytes and the name alone: empty, too large, not text, a licence, configuration.
[[nodiscard]] std::optional<Error> find_refusal_of_file(std::string_view source, std::string_view bytes,
                                                        const ReadOptions& options);

/// What the second look sees.
struct Evidence {
  std::string_view source;
  std::string_view title;
  const FrontMatterValue& fields;
  const std::vector<Line>& lines;
  const std::vector<SectionLines>& sections;
  std::size_t entries = 0;    ///< of the timeline
  bool stated_start = false;  ///< by a field, the name, the title or a label
  bool dated = false;         ///< by anything at all
};

/// By the content: templates, lists of other documents, texts that only explain a folder or describe a service.
[[nodiscard]] std::optional<Error> find_refusal_of_text(const Evidence& evidence);

}  // namespace debrief::connectors::archive
