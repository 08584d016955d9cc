// SPDX-License-Identifier: Apache-2.0
#include "base/time.hpp"
#include "features/postmortems/escape.hpp"
#include "features/postmortems/export.hpp"
#include "features/postmortems/standing.hpp"

#include <fmt/core.h>

namespace debrief::features::postmortems {
namespace {

std::string cited_entry(const Citation& citation) {
  const domain::TimelineEntry& entry = citation.entry;
  std::string line = fmt::format("- <a id=\"entry-{}\"></a>**{}** {} UTC: {}", entry.id, escape_inline(citation.label),
                                 to_minutes(entry.occurred_at), escape_inline(entry.text, 2000));
  if (entry.actor) line += ", " + escape_inline(*entry.actor, 100);
  line += fmt::format(" ({}{})", escape_inline(entry.origin, 200),
                      entry.locator ? ", " + escape_inline(*entry.locator, 100) : std::string());
  return line + "\n";
}

}  // namespace

std::string export_markdown(const ExportInput& input) {
  const domain::Postmortem& document = input.document;
  std::string out =
      fmt::format("# {}\n\n{}\n\n", escape_inline(document.title, 1000), escape_inline(standing_of(document)));
  out += document.markdown;
  if (!out.ends_with('\n')) out += '\n';
  const auto citations = resolve(find_citations(document.markdown), input.entries);
  if (citations.empty()) return out;
  out += "\n## Cited timeline entries\n\n";
  for (const Citation& citation : citations) out += cited_entry(citation);
  return out;
}

}  // namespace debrief::features::postmortems
