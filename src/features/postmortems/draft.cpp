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

namespace debrief::features::postmortems {

std::string draft(const DraftInput& input, const Template& form) {
  const Labels labels(input.entries);
  const DraftTimeline timeline = draft_timeline(labels);
  return fill(form, {
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
                        {"evidence", evidence_table(input.evidence)},
                        {"unread", unread_table(input.evidence)},
                        {"factors", why_list(input.factors, input.factor_kinds, [&](std::int64_t id) { return labels.cite(id); })},
                        {"similar", similar_list(input.similar)},
                    });
}

}  // namespace debrief::features::postmortems
