// SPDX-License-Identifier: Apache-2.0
#include "features/postmortems/completeness/missing_evidence.hpp"

#include "base/text.hpp"
#include "base/time.hpp"

#include <algorithm>

namespace debrief::features::postmortems {
namespace {

constexpr Micros kBefore = std::chrono::hours(1);
constexpr Micros kSilence = std::chrono::minutes(20);
constexpr std::size_t kMostSilences = 5;

struct Window {
  Instant from;
  Instant until;
};

std::optional<Window> window_of(const domain::Incident& incident, Instant now) {
  std::optional<Window> window;
  for (const auto name : {"started", "detected", "declared"})
    if (const auto* milestone = incident.find_milestone(name))
      if (!window || milestone->at < window->from) window = Window{milestone->at, now};
  if (!window) return std::nullopt;
  for (const auto name : {"mitigated", "recovered", "resolved"})
    if (const auto* milestone = incident.find_milestone(name)) {
      window->until = std::max(milestone->at, window->from);
      break;
    }
  return window;
}

// "10:02", with the day where it is another one.
std::string clock(Instant at, Instant beside) {
  const std::string minutes = to_minutes(at);
  return minutes.substr(0, 10) == to_minutes(beside).substr(0, 10) ? minutes.substr(11) : minutes;
}

EvidenceGap gap(std::string kind, std::string service, Window window, const std::string& what) {
  std::string text = fmt::format("{} between {} and {} UTC.", what, to_minutes(window.from), clock(window.until, window.from));
  return {std::move(kind), std::move(service), window.from, window.until, std::move(text)};
}

bool is_log(const domain::Evidence& item) {
  const std::string name = to_lower(item.name);
  if (item.format && item.format->find("log") != std::string::npos) return true;
  return name.ends_with(".log") || name.ends_with(".log.gz") || name.ends_with(".log.zst") || name.find(".log.") != std::string::npos ||
         name.find("/logs/") != std::string::npos || name.find("journal") != std::string::npos;
}

bool within(const domain::TimelineEntry& entry, Instant from, Instant until) {
  return entry.occurred_at >= from && entry.occurred_at <= until;
}

bool has_kind(const std::vector<domain::TimelineEntry>& entries, std::initializer_list<std::string_view> kinds, Instant from, Instant until) {
  return std::any_of(entries.begin(), entries.end(), [&](const auto& entry) {
    return within(entry, from, until) && std::find(kinds.begin(), kinds.end(), entry.kind) != kinds.end();
  });
}

void ask_for_logs(std::vector<EvidenceGap>& gaps, const domain::Incident& incident, const domain::EvidenceOf& evidence, Window window) {
  for (const std::string& service : incident.services) {
    const std::string lower = to_lower(service);
    const bool there = std::any_of(evidence.items.begin(), evidence.items.end(), [&](const domain::Evidence& item) {
      // With one service, any log is its log.
      return is_log(item) && (incident.services.size() == 1 || to_lower(item.name).find(lower) != std::string::npos);
    });
    if (!there) gaps.push_back(gap("logs", service, window, "No logs of " + service));
  }
}

void ask_for_silences(std::vector<EvidenceGap>& gaps, const std::vector<domain::TimelineEntry>& entries, Window window) {
  std::vector<Instant> times{window.from};
  for (const auto& entry : entries)
    if (!entry.hidden && within(entry, window.from, window.until)) times.push_back(entry.occurred_at);
  times.push_back(window.until);
  std::sort(times.begin(), times.end());
  std::size_t found = 0;
  for (std::size_t i = 1; i < times.size() && found < kMostSilences; ++i) {
    if (times[i] - times[i - 1] < kSilence) continue;
    gaps.push_back(gap("actions", "", {times[i - 1], times[i]}, "Nothing is recorded"));
    ++found;
  }
}

}  // namespace

std::vector<EvidenceGap> list_evidence_gaps(const domain::Incident& incident, const std::vector<domain::TimelineEntry>& entries,
                                            const domain::EvidenceOf& evidence, Instant now) {
  std::vector<EvidenceGap> gaps;
  const auto window = window_of(incident, now);
  if (!window) return gaps;
  ask_for_logs(gaps, incident, evidence, *window);
  if (!has_kind(entries, {"alert", "alert_resolved"}, window->from - kBefore, window->until))
    gaps.push_back(gap("alerts", "", *window, "No alerts"));
  if (!has_kind(entries, {"message"}, window->from, window->until)) gaps.push_back(gap("chat", "", *window, "No chat"));
  if (!has_kind(entries, {"deploy", "change"}, window->from - std::chrono::hours(24), window->until))
    gaps.push_back(gap("deploys", "", {window->from - std::chrono::hours(24), window->until}, "No deploys or changes"));
  ask_for_silences(gaps, entries, *window);
  return gaps;
}

}  // namespace debrief::features::postmortems
