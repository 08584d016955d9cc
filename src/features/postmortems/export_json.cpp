// SPDX-License-Identifier: Apache-2.0
#include "base/text.hpp"
#include "base/time.hpp"
#include "domain/incident_json.hpp"
#include "domain/timeline_json.hpp"
#include "features/postmortems/export.hpp"
#include "features/postmortems/postmortem_json.hpp"

namespace debrief::features::postmortems {
namespace {

template <class T, class Render>
json::array list(const std::vector<T>& all, const Render& render) {
  json::array out;
  for (const T& one : all) out.emplace_back(render(one));
  return out;
}

json::object incident_json(const domain::Incident& incident) {
  json::object out = domain::to_json(incident);
  out.stable_erase("allowed_states");
  out["source_url"] = json::or_null(incident.source_url);
  return out;
}

json::object evidence_json(const domain::Evidence& item) {
  return {{"id", item.id},
          {"name", item.name},
          {"sha256", to_hex(item.sha256)},
          {"size", item.size},
          {"media_type", item.media_type},
          {"format", json::or_null(item.format)},
          {"zone", json::or_null(item.zone)},
          {"parent", json::or_null(item.parent)},
          {"recorded_at", to_rfc3339(item.recorded_at)},
          {"added_by", item.added_by},
          {"entries", item.entries}};
}

json::object unread_json(const domain::Unread& unread) {
  return {{"name", unread.name},
          {"locator", json::or_null(unread.locator)},
          {"reason", unread.reason},
          {"excerpt", unread.excerpt}};
}

json::array revisions_json(const ExportInput& input) {
  json::array revisions;
  for (const domain::Revision& one : input.revisions) {
    json::object revision = to_json(one);
    const auto text = input.revision_texts.find(one.version);
    if (text != input.revision_texts.end()) revision["markdown"] = to_utf8(text->second);
    revisions.push_back(std::move(revision));
  }
  return revisions;
}

json::object factor_json(const domain::Factor& factor) {
  return {{"id", factor.id},
          {"kind", factor.kind},
          {"title", factor.title},
          {"text", factor.text},
          {"entries", list(factor.entries, [](std::int64_t entry) { return std::to_string(entry); })},
          {"evidence", list(factor.evidence, [](const std::string& id) { return id; })},
          {"added_by", factor.added_by},
          {"recorded_at", to_rfc3339(factor.recorded_at)}};
}

json::object link_json(const domain::FactorLink& link) {
  return {{"cause", link.cause}, {"effect", link.effect}, {"text", link.text}};
}

json::object factors_json(const domain::FactorGraph& graph) {
  return {{"factors", list(graph.factors, factor_json)}, {"links", list(graph.links, link_json)}};
}

}  // namespace

std::vector<std::int64_t> newest_within(const std::vector<domain::Revision>& revisions, std::size_t bytes) {
  std::vector<std::int64_t> versions;
  for (auto revision = revisions.rbegin(); revision != revisions.rend(); ++revision) {
    const auto size = static_cast<std::size_t>(revision->size);
    if (size > bytes) break;
    bytes -= size;
    versions.push_back(revision->version);
  }
  return versions;
}

std::string export_json(const ExportInput& input) {
  json::object out{{"format", "debrief.postmortem.1"}, {"exported_at", to_rfc3339(input.now)}};
  json::object document = to_json(input.document, render(input.document.markdown, input.entries));
  document.stable_erase("html");
  out["postmortem"] = std::move(document);
  out["revisions"] = revisions_json(input);
  out["incident"] = incident_json(input.incident);
  out["timeline"] = list(input.entries, [](const domain::TimelineEntry& entry) { return domain::to_json(entry); });
  out["alerts"] = list(input.alerts, [](const domain::Alert& alert) { return domain::to_json(alert); });
  out["evidence"] = list(input.evidence.items, evidence_json);
  out["unread"] = list(input.evidence.unread, unread_json);
  out["contributing_factors"] = factors_json(input.factors);
  return json::write_pretty(json::value(std::move(out)));
}

}  // namespace debrief::features::postmortems
