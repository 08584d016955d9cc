// SPDX-License-Identifier: Apache-2.0
#include "features/evidence/plan.hpp"

#include "base/text.hpp"
#include "base/time.hpp"
#include "domain/signal.hpp"

#include <algorithm>
#include <map>

namespace debrief::features::evidence {
namespace {

using domain::ReadEntry;

constexpr std::size_t kTitleLimit = 200;
constexpr std::size_t kMostServices = 12;

std::vector<const ReadEntry*> entries_in_order(const std::vector<domain::ReadFile>& files) {
  std::vector<const ReadEntry*> entries;
  for (const auto& file : files)
    for (const auto& entry : file.reading.entries) entries.push_back(&entry);
  std::stable_sort(entries.begin(), entries.end(), [](const auto* a, const auto* b) { return a->occurred_at < b->occurred_at; });
  return entries;
}

std::string title_of(const std::vector<domain::ReadFile>& files, const std::vector<const ReadEntry*>& entries) {
  for (const auto& file : files)
    if (file.reading.title && !trim(*file.reading.title).empty()) return shorten(trim(*file.reading.title), kTitleLimit);
  for (const ReadEntry* entry : entries)
    if (entry->kind == "alert") return shorten(trim(split_lines(entry->text).front()), kTitleLimit);
  return "Incident of " + to_minutes(entries.front()->occurred_at).substr(0, 10);
}

// Why nothing was read, for the first files.
std::string reasons_of(const std::vector<domain::ReadFile>& files) {
  constexpr std::size_t kMostShown = 5;
  std::string reasons;
  std::size_t count = 0;
  for (const auto& file : files)
    for (const auto& unread : file.reading.unread)
      if (++count <= kMostShown) reasons += (reasons.empty() ? ": " : "; ") + unread.name + ": " + unread.reason;
  return count > kMostShown ? reasons + fmt::format("; and {} more", count - kMostShown) : reasons;
}

std::vector<std::string> services_of(const std::vector<const ReadEntry*>& entries) {
  std::map<std::string, std::size_t> counts;
  for (const ReadEntry* entry : entries)
    for (const auto& service : entry->services) ++counts[service];
  std::vector<std::pair<std::size_t, std::string>> ranked;
  for (const auto& [service, count] : counts) ranked.emplace_back(count, service);
  std::stable_sort(ranked.begin(), ranked.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
  std::vector<std::string> services;
  for (const auto& [count, service] : ranked)
    if (services.size() < kMostServices) services.push_back(service);
  return services;
}

// Ids of severities sort from worst to least.
std::optional<std::string> severity_of(const std::vector<domain::ReadFile>& files, const std::vector<const ReadEntry*>& entries) {
  std::optional<std::string> worst;
  for (const auto& file : files)
    if (file.reading.severity && (!worst || *file.reading.severity < *worst)) worst = file.reading.severity;
  if (worst) return worst;
  for (const ReadEntry* entry : entries)
    if (entry->kind == "alert")
      if (auto severity = domain::severity_of(entry->labels)) return severity;
  return std::nullopt;
}

std::vector<std::pair<std::string, Instant>> milestones_of(const std::vector<const ReadEntry*>& entries) {
  std::vector<std::pair<std::string, Instant>> milestones;
  std::int64_t open = 0;
  std::optional<Instant> last_end;
  for (const ReadEntry* entry : entries) {
    if (entry->kind == "alert") {
      if (milestones.empty()) milestones.emplace_back("detected", entry->occurred_at);
      ++open;
    } else if (entry->kind == "alert_resolved") {
      --open;
      last_end = entry->occurred_at;
    }
  }
  if (!milestones.empty() && open == 0 && last_end) milestones.emplace_back("recovered", *last_end);
  return milestones;
}

}  // namespace

Result<domain::Backfill> plan(const std::vector<domain::ReadFile>& files, const std::optional<std::string>& title) {
  const auto entries = entries_in_order(files);
  if (entries.empty())
    return invalid("nothing in these files tells when something happened{}", reasons_of(files))
        .with_help("Add alerts, a chat export, a CSV timeline, notes with times, or deploy events.");
  domain::Backfill backfill;
  backfill.title = title && !trim(*title).empty() ? std::string(trim(*title)) : title_of(files, entries);
  backfill.severity = severity_of(files, entries);
  backfill.services = services_of(entries);
  backfill.milestones = milestones_of(entries);
  backfill.occurred_at = entries.front()->occurred_at;
  for (const auto& file : files) {
    const std::string_view narrative = trim(file.reading.narrative);
    if (!narrative.empty()) backfill.summary += (backfill.summary.empty() ? "" : "\n\n") + std::string(narrative);
  }
  backfill.summary = shorten(backfill.summary, 10'000);
  return backfill;
}

}  // namespace debrief::features::evidence
