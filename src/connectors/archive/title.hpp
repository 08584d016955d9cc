// SPDX-License-Identifier: Apache-2.0
// What a document is called.
#pragma once

#include "base/front_matter.hpp"
#include "connectors/archive/document.hpp"
#include "connectors/archive/sections.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace debrief::connectors::archive {

/// Sets title and title_origin: by a field of front matter, the first heading that is not that of a section, the file
/// name, or the first sentence.
void find_title(ArchiveDocument& document, const FrontMatterValue& fields, const std::vector<SectionLines>& sections);

/// A heading without its markup, at most 300 bytes.
[[nodiscard]] std::string plain_title(std::string_view markdown);

/// Whether the text of an entry says nothing but that the incident is over ("Resolved", "Service restored").
[[nodiscard]] bool is_resolution(std::string_view text);

}  // namespace debrief::connectors::archive
