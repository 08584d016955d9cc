// SPDX-License-Identifier: Apache-2.0
#include "features/postmortems/draft_timeline.hpp"

#include "base/time.hpp"
#include "features/postmortems/escape.hpp"
#include "features/postmortems/fold.hpp"
#include "features/postmortems/moments.hpp"

#include <fmt/core.h>

#include <map>

namespace debrief::features::postmortems {
namespace {

using domain::TimelineEntry;

constexpr std::size_t kMostInAppendix = 2000;
constexpr std::size_t kMostOrigins = 3;

std::string what(const TimelineEntry& entry, const Moments& moments) {
  std::string text;
  if (entry.kind == "decision") text = "Decision: ";
  if (entry.kind == "hypothesis") text = "Hypothesis: ";
  text += escape_inline(entry.text);
  if (entry.key_moment) text = "**" + text + "**";
  // Entries of evidence are recorded long after they were known, so the difference would say nothing there.
  const bool known_late =
      !entry.evidence && entry.kind != "milestone" && entry.known_at - entry.occurred_at >= std::chrono::minutes(5);
  if (known_late) text += " (known from " + moments.at(entry.known_at) + ")";
  if (entry.time_note) text += " (time: " + escape_inline(*entry.time_note, 100) + ")";
  return text;
}

std::string row(const TimelineEntry& entry, const Labels& labels, const Moments& moments) {
  return fmt::format("| {} | {} | {} | {} | {} |\n", labels.cite(entry),
                     moments.span(entry.occurred_at, entry.ended_at.value_or(entry.occurred_at)), what(entry, moments),
                     entry.actor ? escape_inline(*entry.actor, 100) : "", escape_inline(entry.origin, 100));
}

std::string kinds_counted(const Run& run) {
  static const std::map<std::string, std::string> kPlurals{
      {"message", "messages"}, {"note", "notes"},         {"observation", "observations"},
      {"change", "changes"},   {"alert", "alerts fired"}, {"alert_resolved", "alerts resolved"}};
  std::map<std::string, std::size_t> counts;
  for (const TimelineEntry* entry : run) ++counts[entry->kind];
  std::string text;
  for (const auto& [kind, count] : counts) {
    const auto plural = kPlurals.find(kind);
    text += fmt::format("{}{} {}", text.empty() ? "" : ", ", count, plural == kPlurals.end() ? kind : plural->second);
  }
  return text;
}

/// "#inc-checkout, #ops and 2 more".
std::string origins_of(const Run& run) {
  std::map<std::string, std::size_t> counts;
  for (const TimelineEntry* entry : run) ++counts[entry->origin];
  std::string text;
  std::size_t named = 0;
  for (const auto& [origin, count] : counts) {
    if (++named > kMostOrigins) break;
    text += (text.empty() ? "" : ", ") + escape_inline(origin, 100);
  }
  return counts.size() > kMostOrigins ? text + fmt::format(" and {} more", counts.size() - kMostOrigins) : text;
}

std::string people_in(const Run& run) {
  std::map<std::string, std::size_t> names;
  for (const TimelineEntry* entry : run)
    if (entry->actor) ++names[*entry->actor];
  if (names.empty()) return {};
  return names.size() == 1 ? escape_inline(names.begin()->first, 100) : fmt::format("{} people", names.size());
}

std::string folded_row(const Run& run, const Labels& labels, const Moments& moments) {
  const TimelineEntry& first = *run.front();
  const TimelineEntry& last = *run.back();
  return fmt::format("| {}–{} | {} | *{}* | {} | {} |\n", labels.cite(first), labels.cite(last),
                     moments.span(first.occurred_at, last.occurred_at), kinds_counted(run), people_in(run),
                     origins_of(run));
}

std::string head(const Moments& moments) {
  return "| | " + moments.heading() + " | What happened | Who | Source |\n|---|---|---|---|---|\n";
}

std::string full_table(const Labels& labels, const Moments& moments) {
  std::string table = head(moments);
  const auto& entries = labels.shown();
  for (std::size_t i = 0; i < entries.size() && i < kMostInAppendix; ++i) table += row(*entries[i], labels, moments);
  if (entries.size() > kMostInAppendix)
    table += fmt::format("\nThe first {} of {} entries; the timeline of the incident has all of them.\n",
                         kMostInAppendix, entries.size());
  return table;
}

std::string key_moments_of(const Labels& labels, const Moments& moments) {
  std::string list;
  for (const TimelineEntry* entry : labels.shown())
    if (entry->key_moment)
      list +=
          fmt::format("- {} {} {}\n", moments.at(entry->occurred_at), escape_inline(entry->text), labels.cite(*entry));
  return list.empty() ? list : "Key moments (UTC):\n\n" + list;
}

}  // namespace

DraftTimeline draft_timeline(const Labels& labels) {
  DraftTimeline timeline;
  if (labels.shown().empty()) return timeline;
  const Moments moments(labels.shown());
  timeline.key_moments = key_moments_of(labels, moments);
  const auto runs = fold(labels.shown(), kLongTimeline);
  timeline.table = head(moments);
  for (const Run& run : runs)
    timeline.table += run.size() == 1 ? row(*run.front(), labels, moments) : folded_row(run, labels, moments);
  if (runs.size() < labels.shown().size())
    timeline.appendix = "## Appendix: full timeline\n\n" + full_table(labels, moments);
  return timeline;
}

}  // namespace debrief::features::postmortems
