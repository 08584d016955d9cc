// SPDX-License-Identifier: Apache-2.0
#include "features/drills/replay.hpp"

#include "base/text.hpp"
#include "domain/told.hpp"

#include <algorithm>
#include <array>

namespace debrief::features::drills {
namespace {

using domain::TimelineEntry;

bool is_one_of(std::string_view kind, const auto& kinds) { return std::find(kinds.begin(), kinds.end(), kind) != kinds.end(); }

bool sooner(const TimelineEntry& a, const TimelineEntry& b, bool afterwards) {
  return std::pair(seen_at(a, afterwards), a.id) < std::pair(seen_at(b, afterwards), b.id);
}

std::optional<Instant> end_of(const domain::Incident& incident) {
  for (const std::string_view name : {"resolved", "recovered", "mitigated"})
    if (const auto* milestone = incident.find_milestone(name)) return milestone->at;
  return std::nullopt;
}

}  // namespace

Sight sight_of(const TimelineEntry& entry, bool afterwards) {
  static constexpr std::array<std::string_view, 7> kShown{"alert",       "alert_resolved", "deploy", "change",
                                                          "observation", "message",        "note"};
  static constexpr std::array<std::string_view, 3> kWithheld{"action", "decision", "hypothesis"};
  if (is_one_of(entry.kind, kWithheld)) return Sight::withheld;
  if (!is_one_of(entry.kind, kShown)) return Sight::never;
  const bool written = entry.kind == "note" || entry.kind == "message";
  const bool answers = afterwards && written && !domain::tells_of_an_alert(entry.text) &&
                       (domain::tells_of_a_deed(entry.text) || domain::tells_of_a_thought(entry.text));
  return answers ? Sight::withheld : Sight::shown;
}

bool told_afterwards(const domain::Incident& incident) { return incident.kind == domain::Kind::backfilled; }

Instant seen_at(const TimelineEntry& entry, bool afterwards) {
  return afterwards ? entry.occurred_at : std::max(entry.known_at, entry.occurred_at);
}

std::optional<Window> window_of(const domain::Incident& incident, const std::vector<TimelineEntry>& entries) {
  const bool afterwards = told_afterwards(incident);
  std::optional<Instant> first;
  std::optional<Instant> first_alert;
  std::optional<Instant> last;
  for (const TimelineEntry& entry : entries) {
    const Sight sight = sight_of(entry, afterwards);
    if (entry.hidden || sight == Sight::never) continue;
    const Instant at = seen_at(entry, afterwards);
    if (!last || at > *last) last = at;
    if (sight != Sight::shown) continue;
    if (!first || at < *first) first = at;
    const bool alert = entry.kind == "alert" || (afterwards && domain::tells_of_an_alert(entry.text));
    if (alert && (!first_alert || at < *first_alert)) first_alert = at;
  }
  if (!first) return std::nullopt;
  const Instant from = first_alert.value_or(*first);
  const auto end = end_of(incident);
  const Instant until = end && *end > from ? *end : *last;
  return Window{from, std::max(until, from + std::chrono::minutes(1))};
}

Replay replay_until(const domain::Incident& incident, const std::vector<TimelineEntry>& entries, Instant moment) {
  const bool afterwards = told_afterwards(incident);
  Replay replay;
  for (const TimelineEntry& entry : entries) {
    const Sight sight = sight_of(entry, afterwards);
    if (entry.hidden || sight == Sight::never || seen_at(entry, afterwards) > moment) continue;
    auto& list = sight == Sight::shown ? replay.shown : replay.withheld;
    list.push_back(entry);
    list.back().key_moment = false;
  }
  for (auto* list : {&replay.shown, &replay.withheld})
    std::sort(list->begin(), list->end(), [&](const auto& a, const auto& b) { return sooner(a, b, afterwards); });
  return replay;
}

Instant DrillClock::at(Instant now) const {
  // Time that went by is bounded before it is multiplied.
  const Micros most = std::chrono::days(3650);
  const Micros passed = std::clamp(now - anchored_at, Micros(0), most);
  return std::min(position + passed * speed, std::max(until, position));
}

std::vector<TimelineEntry> search_entries(const std::vector<TimelineEntry>& entries, std::string_view words, std::size_t limit) {
  const std::string lower = to_lower(words);
  std::vector<std::string_view> wanted;
  for (const std::string_view word : split(lower, ' '))
    if (!trim(word).empty()) wanted.push_back(trim(word));
  std::vector<TimelineEntry> found;
  if (wanted.empty()) return found;
  for (const TimelineEntry& entry : entries) {
    const std::string text = to_lower(entry.text);
    const bool all = std::all_of(wanted.begin(), wanted.end(), [&](auto word) { return text.find(word) != std::string::npos; });
    if (all && found.size() < limit) found.push_back(entry);
  }
  return found;
}

}  // namespace debrief::features::drills
