// SPDX-License-Identifier: Apache-2.0
#include "features/postmortems/draft.hpp"

#include "features/postmortems/draft_header.hpp"
#include "features/postmortems/draft_milestones.hpp"
#include "features/postmortems/draft_people.hpp"
#include "features/postmortems/draft_sources.hpp"
#include "features/postmortems/draft_timeline.hpp"
#include "features/postmortems/escape.hpp"
#include "features/postmortems/labels.hpp"
#include "features/postmortems/why_list.hpp"
#include "domain/vocabulary.hpp"

#include <algorithm>

namespace debrief::features::postmortems {
namespace {

std::string block(std::string_view name) {
  return fmt::format("```debrief {}\n```\n", name);
}

bool has_hypotheses(const DraftInput& input) {
  return std::any_of(input.entries.begin(), input.entries.end(), [](const auto& entry) { return entry.kind == "hypothesis" && !entry.hidden; });
}

// The block of milestones shows durations, too.
void put_blocks(std::map<std::string, std::string>& values, const DraftInput& input, const DraftTimeline& timeline) {
  values["milestones"] = block("milestones");
  values["metrics"].clear();
  values["actions"] = block("actions");
  if (!input.incident.roles.empty()) values["roles"] = block("roles");
  if (has_hypotheses(input)) values["hypotheses"] = "### What was thought to be going on\n\n" + block("hypotheses");
  if (!timeline.table.empty() && timeline.appendix.empty()) values["timeline"] = block("timeline");
}

}  // namespace

Record record_of(const domain::Incident& incident) {
  return incident.kind == domain::Kind::backfilled ? Record::told : Record::live;
}

std::string draft(const DraftInput& input, const Template& form, Record record) {
  const Labels labels(input.entries);
  const DraftTimeline timeline = draft_timeline(labels);
  std::map<std::string, std::string> values{
      {"key", domain::incident_key(input.incident.number)},
      {"title", escape_inline(input.incident.title)},
      {"date", date_of(input)},
      {"duration", duration_of(input.incident)},
      {"services", services_of(input.incident)},
      {"severity", severity_of(input.incident)},
      {"people", people_of(input)},
      {"detection", detection_of(input, labels)},
      {"status", status_of(input)},
      {"authors", escape_inline(input.author)},
      {"summary", tame_prose(input.incident.summary)},
      {"impact", tame_prose(input.incident.impact)},
      {"milestones", milestones_table(input.incident)},
      {"metrics", metrics_table(input.incident)},
      {"suggestions", suggestions(input, labels)},
      {"roles", roles_list(input)},
      {"accounts", accounts(input, labels)},
      {"alerts", alerts_table(input, labels)},
      {"key_moments", timeline.key_moments},
      {"timeline", timeline.table},
      {"appendix", timeline.appendix},
      {"hypotheses", ""},
      {"evidence", evidence_table(input.evidence)},
      {"unread", unread_table(input.evidence)},
      {"factors", why_list(input.factors, input.factor_kinds, [&](std::int64_t id) { return labels.cite(id); })},
      {"actions", ""},
      {"similar", similar_list(input.similar, input.incident.words())},
  };
  if (record == Record::live) put_blocks(values, input, timeline);
  return fill(form, values);
}

}  // namespace debrief::features::postmortems
