// SPDX-License-Identifier: Apache-2.0
#include "features/postmortems/draft_milestones.hpp"

#include "base/time.hpp"
#include "features/postmortems/escape.hpp"
#include "features/postmortems/suggest.hpp"

namespace debrief::features::postmortems {
namespace {

using domain::Incident;
using domain::Metric;
using domain::Milestone;

std::string missing_of(const Incident& incident, const Metric& metric) {
  std::string missing;
  for (const std::string_view name : {metric.kind.until, metric.kind.from}) {
    if (incident.find_milestone(name) != nullptr) continue;
    missing += missing.empty() ? "" : " and ";
    missing += fmt::format("`{}`", name);
  }
  return "not known: " + missing + (missing.find(" and ") == std::string::npos ? " is" : " are") + " not set";
}

}  // namespace

std::string milestones_table(const Incident& incident) {
  std::string table = "| Milestone | Time (UTC) | Recorded | By |\n|---|---|---|---|\n";
  for (const domain::MilestoneKind& kind : domain::milestone_kinds()) {
    const Milestone* milestone = incident.find_milestone(kind.id);
    if (milestone == nullptr) {
      table += fmt::format("| {} | not set | | |\n", kind.name);
      continue;
    }
    table += fmt::format("| {} | {}{} | {} | {} |\n", kind.name, to_minutes(milestone->at),
                         milestone->corrected ? " (corrected)" : "", to_minutes(milestone->recorded_at),
                         escape_inline(milestone->set_by, 100));
  }
  return table;
}

std::string metrics_table(const Incident& incident) {
  std::string table = "| Duration | Formula | Value |\n|---|---|---|\n";
  for (const Metric& metric : domain::metrics_of(incident))
    table += fmt::format("| {} | {} − {} | {} |\n", metric.kind.name, metric.kind.until, metric.kind.from,
                         metric.span ? describe_span(*metric.span) : missing_of(incident, metric));
  return table;
}

std::string suggestions(const DraftInput& input, const Labels& labels) {
  std::string text;
  for (const Suggestion& suggestion : suggest_milestones(input.incident, labels.shown()))
    text += fmt::format("{}> **Suggestion:** {} `{}` is not set: {} {} UTC, {} {}.\n", text.empty() ? "" : "\n",
                        suggestion.question, suggestion.milestone, suggestion.because,
                        to_minutes(suggestion.entry->occurred_at), escape_inline(suggestion.entry->text, 160),
                        labels.cite(*suggestion.entry));
  return text;
}

}  // namespace debrief::features::postmortems
