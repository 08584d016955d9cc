// SPDX-License-Identifier: Apache-2.0
#include "base/text.hpp"
#include "base/time.hpp"
#include "domain/incident.hpp"
#include "features/postmortems/export.hpp"
#include "features/postmortems/export_factors.hpp"
#include "features/postmortems/export_facts.hpp"
#include "features/postmortems/export_pictures.hpp"
#include "features/postmortems/standing.hpp"
#include "print/print.hpp"

#include <fmt/format.h>

namespace debrief::features::postmortems {
namespace {

// Of the graph, in the text that is printed.
constexpr std::string_view kFactorsPicture = "factors.svg";

print::Source source_of(const Citation& citation) {
  const domain::TimelineEntry& entry = citation.entry;
  return {.id = fmt::format("entry-{}", entry.id),
          .label = to_utf8(citation.label),
          .head = to_minutes(entry.occurred_at) + " UTC" + (entry.actor ? ", " + *entry.actor : std::string()),
          .text = entry.text,
          .origin = origin_of(entry)};
}

}  // namespace

Result<std::string> export_pdf(const ExportInput& input, print::Paper paper) {
  print::Document document;
  document.title = input.document.title;
  document.kind = "Postmortem " + domain::incident_key(input.document.incident);
  document.standing = standing_of(input.document);
  document.facts = list_export_facts(input.incident);
  document.markdown = input.document.markdown;
  document.sources_title = std::string(kCitedTitle);
  const auto citations = list_export_citations(input);
  for (const Citation& citation : citations) document.sources.push_back(source_of(citation));
  const auto factors = factors_section(input, citations);
  if (factors)
    document.markdown += fmt::format("\n\n## {0}\n\n![]({1})\n\n{2}", factors->title, kFactorsPicture, factors->list);
  document.imprint = "Exported from Debrief on " + to_minutes(input.now) + " UTC";
  document.author = input.document.author;
  document.created_at = input.document.drafted_at;
  document.changed_at = input.document.updated_at;
  document.paper = paper;
  document.find_image = [&factors,
                         find = find_pictures(input)](std::string_view address) -> std::optional<print::Image> {
    if (factors && address == kFactorsPicture) return to_print(factors->figure.drawing);
    auto found = find(address);
    const bool printable = found && (found->media_type == "image/png" || found->media_type == "image/jpeg");
    if (!printable) return std::nullopt;
    return print::Picture{std::move(found->bytes)};
  };
  return print::print_pdf(document);
}

}  // namespace debrief::features::postmortems
