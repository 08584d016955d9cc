// SPDX-License-Identifier: Apache-2.0
#include "features/postmortems/completeness/missing_evidence.hpp"

#include "base/text.hpp"
#include "base/time.hpp"

#include <algorithm>

namespace debrief::features::postmortems {
namespace {

constexpr Micros kBefore = std::chrono::hours(1);
constexpr Micros kSilence = std::chrono::minutes(20);
constexpr Micros kLogSilence = std::chrono::minutes(10);
constexpr std::size_t kMostSilences = 5;

using Window = IncidentWindow;
using Spans = std::vector<std::pair<Instant, Instant>>;

}  // namespace

std::optional<IncidentWindow> incident_window(const domain::Incident& incident, Instant now) {
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

namespace {

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

bool belongs_to(const domain::Incident& incident, const std::string& service, const std::string& name) {
  // With one service, any log is its log.
  return incident.services.size() == 1 || to_lower(name).find(to_lower(service)) != std::string::npos;
}

void ask_by_names(std::vector<EvidenceGap>& gaps, const domain::Incident& incident, const domain::EvidenceOf& evidence, Window window) {
  for (const std::string& service : incident.services) {
    const bool there = std::any_of(evidence.items.begin(), evidence.items.end(), [&](const domain::Evidence& item) {
      return is_log(item) && belongs_to(incident, service, item.name);
    });
    if (!there) gaps.push_back(gap("logs", service, window, "No logs of " + service));
  }
}

// Stretches of the window that no span covers, and that are long enough to ask for.
Spans uncovered(Spans covered, Window window) {
  std::sort(covered.begin(), covered.end());
  covered.emplace_back(window.until, window.until);
  Spans open;
  Instant reached = window.from;
  const Micros least = std::min(kLogSilence, window.until - window.from);
  for (const auto& [from, until] : covered) {
    if (from > reached && from - reached >= least) open.emplace_back(reached, from);
    reached = std::max(reached, until);
  }
  return open;
}

void ask_by_lines(std::vector<EvidenceGap>& gaps, const domain::Incident& incident, const std::vector<domain::LogCoverage>& logs, Window window) {
  for (const std::string& service : incident.services) {
    Spans covered;
    for (const domain::LogCoverage& log : logs)
      if (belongs_to(incident, service, log.source)) covered.insert(covered.end(), log.spans.begin(), log.spans.end());
    for (const auto& [from, until] : uncovered(std::move(covered), window))
      gaps.push_back(gap("logs", service, {from, until}, "No logs of " + service));
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
                                            const domain::EvidenceOf& evidence,
                                            const std::optional<std::vector<domain::LogCoverage>>& logs, Instant now) {
  std::vector<EvidenceGap> gaps;
  const auto window = incident_window(incident, now);
  if (!window) return gaps;
  if (logs) ask_by_lines(gaps, incident, *logs, *window);
  else ask_by_names(gaps, incident, evidence, *window);
  if (!has_kind(entries, {"alert", "alert_resolved"}, window->from - kBefore, window->until))
    gaps.push_back(gap("alerts", "", *window, "No alerts"));
  if (!has_kind(entries, {"message"}, window->from, window->until)) gaps.push_back(gap("chat", "", *window, "No chat"));
  if (!has_kind(entries, {"deploy", "change"}, window->from - std::chrono::hours(24), window->until))
    gaps.push_back(gap("deploys", "", {window->from - std::chrono::hours(24), window->until}, "No deploys or changes"));
  ask_for_silences(gaps, entries, *window);
  return gaps;
}

}  // namespace debrief::features::postmortems
