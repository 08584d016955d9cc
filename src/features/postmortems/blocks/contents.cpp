// SPDX-License-Identifier: Apache-2.0
#include "features/postmortems/blocks/block.hpp"

#include "base/text.hpp"
#include "base/time.hpp"
#include "features/postmortems/draft_milestones.hpp"
#include "features/postmortems/escape.hpp"
#include "features/postmortems/labels.hpp"
#include "features/postmortems/moments.hpp"
#include "domain/vocabulary.hpp"

#include <algorithm>

namespace debrief::features::postmortems {
namespace {

using domain::TimelineEntry;

constexpr std::size_t kMostRows = 2000;

std::string nothing(std::string_view what) { return fmt::format("*No {} recorded yet.*\n", what); }

std::string cite(const TimelineEntry& entry, const BlockInput& input) {
  const auto label = input.labels.find(entry.id);
  return fmt::format("[{}](#entry-{})", label == input.labels.end() ? "source" : label->second, entry.id);
}

std::string option(const Block& block, const std::string& name) {
  const auto found = block.options.find(name);
  return found == block.options.end() ? std::string() : to_lower(found->second);
}

// "10:42" of the day on which it began, or a whole time; anything else is as if it were not said.
std::optional<Instant> time_option(const Block& block, const std::string& name, const std::vector<const TimelineEntry*>& entries) {
  const auto found = block.options.find(name);
  if (found == block.options.end() || entries.empty()) return std::nullopt;
  const std::string day = to_rfc3339(entries.front()->occurred_at).substr(0, 10);
  for (const std::string& text : {found->second, day + "T" + found->second + ":00Z", day + "T" + found->second + "Z"})
    if (const auto at = parse_rfc3339(text)) return *at;
  return std::nullopt;
}

std::vector<const TimelineEntry*> chosen(const Block& block, const std::vector<const TimelineEntry*>& shown) {
  const std::string only = option(block, "only");
  const auto from = time_option(block, "from", shown);
  const auto until = time_option(block, "until", shown);
  std::vector<const TimelineEntry*> entries;
  for (const TimelineEntry* entry : shown) {
    if (only == "key moments" && !entry->key_moment) continue;
    if (!only.empty() && only != "key moments" && entry->kind != only) continue;
    if ((from && entry->occurred_at < *from) || (until && entry->occurred_at > *until)) continue;
    entries.push_back(entry);
  }
  return entries;
}

std::string timeline(const Block& block, const BlockInput& input) {
  const Labels labels(input.entries);
  const auto entries = chosen(block, labels.shown());
  if (entries.empty()) return nothing("such timeline entries are");
  const Moments moments(entries);
  std::string table = "| " + moments.heading() + " | What happened | Who | |\n|---|---|---|---|\n";
  for (std::size_t i = 0; i < entries.size() && i < kMostRows; ++i) {
    const TimelineEntry& entry = *entries[i];
    const std::string text = escape_inline(entry.text);
    table += fmt::format("| {} | {} | {} | {} |\n", moments.span(entry.occurred_at, entry.ended_at.value_or(entry.occurred_at)),
                         entry.key_moment ? "**" + text + "**" : text, entry.actor ? escape_inline(*entry.actor, 100) : "", cite(entry, input));
  }
  if (entries.size() > kMostRows) table += fmt::format("\nThe first {} of {} entries.\n", kMostRows, entries.size());
  return table;
}

std::string roles(const BlockInput& input) {
  if (input.incident.roles.empty()) return nothing("roles are");
  std::string table = "| Role | Who | From (UTC) | Until |\n|---|---|---|---|\n";
  for (const auto& held : input.incident.roles) {
    table += fmt::format("| {} | {} | {} | {} |\n", input.incident.words().role_name(held.role), escape_inline(held.person, 100),
                         to_minutes(held.from), held.until ? to_minutes(*held.until) : "");
  }
  return table;
}

std::string_view yes_no(const std::optional<bool>& value) { return !value ? "not known" : *value ? "yes" : "no"; }

std::string impact(const BlockInput& input) {
  const domain::Incident& incident = input.incident;
  std::string text = trim(incident.impact).empty() ? "" : tame_prose(incident.impact) + "\n\n";
  text += "| Impact | |\n|---|---|\n";
  text += fmt::format("| Customers affected | {} |\n| Data lost | {} |\n", yes_no(incident.customer_impact), yes_no(incident.data_loss));
  if (!incident.services.empty()) {
    std::string services;
    for (const auto& service : incident.services) services += (services.empty() ? "" : ", ") + escape_inline(service, 100);
    text += "| Services | " + services + " |\n";
  }
  for (const auto& metric : domain::metrics_of(incident))
    if (metric.span) text += fmt::format("| {} | {} |\n", metric.kind.name, describe_span(*metric.span));
  return text;
}

}  // namespace

std::string block_markdown(const Block& block, const BlockInput& input) {
  if (block.name == "timeline") return timeline(block, input);
  if (block.name == "milestones") return milestones_table(input.incident) + "\n" + metrics_table(input.incident);
  if (block.name == "roles") return roles(input);
  if (block.name == "impact") return impact(input);
  if (block.name == "actions") return actions_table(block, input.actions);
  if (block.name == "hypotheses") return hypotheses_list(input);
  const Labels labels(input.entries);
  const std::string table = chart_table(input.incident, chosen(block, labels.shown()));
  return table.empty() ? nothing("timeline entries are") : table;
}

}  // namespace debrief::features::postmortems
