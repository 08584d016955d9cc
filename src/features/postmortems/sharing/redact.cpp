// SPDX-License-Identifier: Apache-2.0
#include "features/postmortems/sharing/redact.hpp"

#include "domain/redaction.hpp"
#include "features/postmortems/escape.hpp"

namespace debrief::features::postmortems::sharing {

ExportInput redact(ExportInput input, const std::vector<std::string>& members, bool sources) {
  domain::Pseudonyms names = domain::pseudonyms_of(input.incident, input.entries, members);
  // As a draft writes them into its Markdown: "Dee \[ops\]".
  for (const auto& [name, pseudonym] : domain::Pseudonyms(names)) names.emplace(escape_inline(name), pseudonym);
  const auto hide = [&](std::string& text) { text = domain::redact_text(text, names); };
  hide(input.document.title);
  hide(input.document.markdown);
  input.document.author = "the team";
  hide(input.incident.title);
  hide(input.incident.summary);
  hide(input.incident.impact);
  hide(input.incident.declared_by);
  input.incident.source_url.reset();
  for (auto& held : input.incident.roles) hide(held.person);
  for (auto& milestone : input.incident.milestones) hide(milestone.set_by);
  if (!sources) input.entries.clear();
  for (auto& entry : input.entries) {
    hide(entry.text);
    if (entry.actor) hide(*entry.actor);
    hide(entry.origin);
    entry.evidence.reset();
    entry.locator.reset();
  }
  for (auto& factor : input.factors.factors) {
    hide(factor.title);
    hide(factor.text);
    hide(factor.added_by);
  }
  for (auto& link : input.factors.links) hide(link.text);
  input.alerts.clear();
  input.evidence = {};
  input.revisions.clear();
  input.revision_texts.clear();
  input.read_original = {};
  return input;
}

}  // namespace debrief::features::postmortems::sharing
