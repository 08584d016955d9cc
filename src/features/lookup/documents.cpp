// SPDX-License-Identifier: Apache-2.0
#include "features/lookup/documents.hpp"

#include "base/markdown.hpp"
#include "base/text.hpp"

#include <fmt/format.h>

namespace debrief::features::lookup {
namespace {

constexpr std::size_t kLongestBody = 256UL * 1024;

std::string bounded(std::string text) {
  return text.size() <= kLongestBody ? std::move(text) : to_utf8(std::string_view(text).substr(0, kLongestBody));
}

std::string joined(std::initializer_list<std::string_view> texts) {
  std::string all;
  for (const std::string_view text : texts) {
    if (text.empty()) continue;
    if (!all.empty()) all += '\n';
    all += text;
  }
  return all;
}

Document document_of_incident(const domain::Incident& incident) {
  std::string names = domain::incident_key(incident.number);
  for (const std::string& service : incident.services) names += ' ' + service;
  for (const auto& role : incident.roles) names += ' ' + role.person;
  return {fmt::format("incident:{}", incident.number),
          Kind::incident,
          incident.title,
          bounded(joined({incident.summary, incident.impact, names})),
          fmt::format("/incidents/{}", incident.number),
          incident.declared_at};
}

Document document_of_entry(const domain::TimelineEntry& entry) {
  return {fmt::format("entry:{}", entry.id),
          Kind::entry,
          entry.actor.value_or(""),
          bounded(entry.text),
          fmt::format("/incidents/{}#entry-{}", entry.incident, entry.id),
          entry.occurred_at};
}

Document document_of_evidence(const domain::Evidence& evidence, std::int64_t incident) {
  return {"evidence:" + evidence.id,
          Kind::evidence,
          evidence.name,
          joined({evidence.format.value_or(""), evidence.media_type, evidence.added_by}),
          fmt::format("/incidents/{}#evidence", incident),
          evidence.recorded_at};
}

void add_postmortem(std::vector<Document>& documents, const domain::Postmortem& postmortem) {
  const std::string text = to_utf8(postmortem.markdown);
  const std::string page = fmt::format("/incidents/{}/postmortem", postmortem.incident);
  const auto add = [&](std::string_view id, std::string_view heading, std::string_view body) {
    std::string plain = plain_text(body);
    if (heading.empty() && trim(plain).empty()) return;
    documents.push_back({fmt::format("postmortem:{}#{}", postmortem.incident, id), Kind::postmortem,
                         heading.empty() ? postmortem.title : fmt::format("{} — {}", postmortem.title, heading),
                         bounded(std::move(plain)), id.empty() ? page : fmt::format("{}#{}", page, id),
                         postmortem.published_at.value_or(postmortem.updated_at)});
  };
  const auto sections = outline(text);
  add("", "", std::string_view(text).substr(0, sections.empty() ? text.size() : sections.front().begin));
  for (const Section& section : sections)
    add(section.id, section.level == 1 ? std::string_view() : std::string_view(section.title),
        std::string_view(text).substr(section.body, section.end - section.body));
}

Document document_of_action(const domain::ActionItem& action) {
  return {fmt::format("action:{}", action.number),
          Kind::action,
          action.title,
          bounded(joined({plain_text(action.text), action.owner, action.team})),
          fmt::format("/actions/{}", action.number),
          action.added_at};
}

}  // namespace

std::vector<Document> documents_of(const Parts& parts) {
  std::vector<Document> documents{document_of_incident(parts.incident)};
  for (const auto& entry : parts.entries)
    if (!entry.hidden) documents.push_back(document_of_entry(entry));
  for (const auto& evidence : parts.evidence)
    documents.push_back(document_of_evidence(evidence, parts.incident.number));
  if (parts.postmortem) add_postmortem(documents, *parts.postmortem);
  for (const auto& action : parts.actions) documents.push_back(document_of_action(action));
  return documents;
}

Document document_of(const RunbookText& runbook) {
  std::string services;
  for (const std::string& service : runbook.services) services += service + ' ';
  return {fmt::format("runbook:{}", runbook.number),
          Kind::runbook,
          runbook.title,
          bounded(joined({plain_text(runbook.markdown), services})),
          fmt::format("/runbooks/{}", runbook.number),
          runbook.updated_at};
}

}  // namespace debrief::features::lookup
