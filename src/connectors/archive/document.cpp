// SPDX-License-Identifier: Apache-2.0
#include "connectors/archive/document.hpp"

#include <array>

namespace debrief::connectors::archive {

std::string_view to_text(Origin origin) {
  constexpr std::array<std::string_view, 8> kNames{"front_matter", "file_name", "heading", "label",
                                                   "timeline",     "body",      "url",     "publication"};
  return kNames[static_cast<std::size_t>(origin)];
}

std::string_view to_text(SectionKind kind) {
  constexpr std::array<std::string_view, 11> kNames{"other",   "summary",    "impact",      "timeline",
                                                    "cause",   "detection",  "resolution",  "actions",
                                                    "lessons", "background", "participants"};
  return kNames[static_cast<std::size_t>(kind)];
}

std::string_view to_text(EntryForm form) {
  constexpr std::array<std::string_view, 4> kNames{"table", "list", "line", "heading"};
  return kNames[static_cast<std::size_t>(form)];
}

}  // namespace debrief::connectors::archive
