// SPDX-License-Identifier: Apache-2.0
#include "features/postmortems/postmortem_json.hpp"

#include "base/markdown.hpp"
#include "base/time.hpp"
#include "domain/incident.hpp"
#include "features/postmortems/limits.hpp"
#include "features/postmortems/sections.hpp"

namespace debrief::features::postmortems {
namespace {

json::array sections_json(std::string_view markdown) {
  json::array out;
  for (const DocumentSection& section : list_sections(markdown))
    out.emplace_back(json::object{{"title", section.title}, {"level", section.level}, {"filled", section.filled}});
  return out;
}

json::array citations_json(const std::vector<Citation>& citations) {
  json::array out;
  for (const auto& [label, entry] : citations)
    out.emplace_back(json::object{{"label", label},
                                  {"entry", std::to_string(entry.id)},
                                  {"text", entry.text},
                                  {"occurred_at", to_rfc3339(entry.occurred_at)},
                                  {"origin", entry.origin}});
  return out;
}

json::array strings(const std::vector<std::string>& all) {
  json::array out;
  for (const std::string& one : all) out.emplace_back(one);
  return out;
}

}  // namespace

Rendered render(std::string markdown, const std::vector<domain::TimelineEntry>& entries) {
  Rendered rendered;
  rendered.html = render_html(markdown, kDocumentLimit);
  rendered.sections = sections_json(markdown);
  rendered.citations = citations_json(resolve(find_citations(markdown), entries));
  rendered.markdown = std::move(markdown);
  return rendered;
}

json::object to_json(const domain::Postmortem& document, Rendered rendered) {
  json::object out{{"incident", document.incident},
                   {"key", domain::incident_key(document.incident)},
                   {"title", document.title},
                   {"state", domain::to_text(document.state)},
                   {"template", document.template_id},
                   {"markdown", document.markdown},
                   {"html", rendered.html},
                   {"version", document.version},
                   {"edition", document.edition},
                   {"unkept", document.unkept},
                   {"author", document.author},
                   {"drafted_at", to_rfc3339(document.drafted_at)},
                   {"updated_at", to_rfc3339(document.updated_at)},
                   {"published_at", json::or_null(document.published_at)}};
  out["sections"] = std::move(rendered.sections);
  out["citations"] = std::move(rendered.citations);
  return out;
}

json::object to_json(const domain::Revision& revision) {
  return {{"version", revision.version},
          {"author", revision.author},
          {"recorded_at", to_rfc3339(revision.recorded_at)},
          {"size", revision.size},
          {"edition", revision.edition},
          {"authors", strings(revision.authors)},
          {"name", json::or_null(revision.name)}};
}

json::object to_json(const LibraryItem& item) {
  return {{"incident", item.incident},
          {"key", domain::incident_key(item.incident)},
          {"title", item.title},
          {"state", item.state},
          {"severity", json::or_null(item.severity)},
          {"services", strings(item.services)},
          {"occurred_at", to_rfc3339(item.occurred_at)},
          {"published_at", json::or_null(item.published_at)},
          {"excerpt", item.excerpt},
          {"source_url", json::or_null(item.source_url)}};
}

json::object to_json(const Template& form) {
  return {
      {"id", form.id}, {"name", form.name}, {"description", form.description}, {"sections", strings(form.sections)}};
}

}  // namespace debrief::features::postmortems
