// SPDX-License-Identifier: Apache-2.0
#include "base/json.hpp"
#include "base/text.hpp"
#include "base/time.hpp"
#include "domain/incident.hpp"
#include "features/postmortems/escape.hpp"
#include "features/postmortems/export_factors.hpp"
#include "features/postmortems/standing.hpp"

#include <fmt/format.h>

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

// JSON's strings and arrays are YAML's too.
std::string front_matter(const ExportInput& input) {
  const domain::Postmortem& document = input.document;
  const domain::Incident& incident = input.incident;
  json::object fields{{"title", to_utf8(document.title)},
                      {"incident", domain::incident_key(document.incident)},
                      {"state", domain::to_text(document.state)},
                      {"version", document.version},
                      {"author", document.author},
                      {"drafted_at", to_rfc3339(document.drafted_at)},
                      {"updated_at", to_rfc3339(document.updated_at)},
                      {"exported_at", to_rfc3339(input.now)}};
  if (document.published_at) fields["published_at"] = to_rfc3339(*document.published_at);
  if (incident.severity) fields["severity"] = *incident.severity;
  json::array services;
  for (const std::string& service : incident.services) services.emplace_back(service);
  if (!services.empty()) fields["services"] = std::move(services);
  for (const domain::Milestone& milestone : incident.milestones) fields[milestone.name] = to_rfc3339(milestone.at);
  std::string text = "---\n";
  for (const auto& [name, value] : fields) text += fmt::format("{}: {}\n", std::string_view(name), json::write(value));
  return text + "---\n\n";
}

}  // namespace

MarkdownParts export_markdown_parts(const ExportInput& input) {
  const domain::Postmortem& document = input.document;
  MarkdownParts out;
  out.head = front_matter(input);
  out.head += fmt::format("# {}\n\n{}\n\n", escape_inline(document.title, 1000), escape_inline(standing_of(document)));
  out.text = document.markdown;
  if (!out.text.ends_with('\n')) out.text += '\n';
  const auto citations = list_export_citations(input);
  if (const auto factors = factors_section(input, citations))
    out.tail += fmt::format("\n## {}\n\n{}", factors->title, factors->list);
  if (citations.empty()) return out;
  out.tail += fmt::format("\n## {}\n\n", kCitedTitle);
  for (const Citation& citation : citations) out.tail += cited_entry(citation);
  return out;
}

std::string export_markdown(const ExportInput& input) {
  const MarkdownParts parts = export_markdown_parts(input);
  return parts.head + parts.text + parts.tail;
}

}  // namespace debrief::features::postmortems
