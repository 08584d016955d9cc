// SPDX-License-Identifier: Apache-2.0
#include "features/postmortems/suggest.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <array>
#include <string>

namespace debrief::features::postmortems {
namespace {

using domain::TimelineEntry;
using Entries = std::vector<const TimelineEntry*>;

bool is_written(const TimelineEntry& entry) {
  static constexpr std::array<std::string_view, 6> kKinds{"message",    "note",   "decision",
                                                          "hypothesis", "action", "observation"};
  return std::find(kKinds.begin(), kKinds.end(), entry.kind) != kKinds.end();
}

bool is_change(const TimelineEntry& entry) {
  return entry.kind == "deploy" || entry.kind == "change";
}

bool speaks_of_repair(const TimelineEntry& entry) {
  static constexpr std::array<std::string_view, 14> kWords{
      "rollback",  "rolled back", "roll back", "rolling back", "revert",   "failover", "failed over",
      "fail over", "restarted",   "scaled up", "scaled out",   "disabled", "hotfix",   "fix deployed"};
  if (!is_written(entry) && !is_change(entry)) return false;
  const std::string text = to_lower(entry.text);
  return std::any_of(kWords.begin(), kWords.end(),
                     [&](std::string_view word) { return text.find(word) != std::string::npos; });
}

template <class Test>
const TimelineEntry* first_after(const Entries& entries, const TimelineEntry* after, const Test& test) {
  bool passed = after == nullptr;
  for (const TimelineEntry* entry : entries) {
    if (passed && test(*entry)) return entry;
    passed = passed || entry == after;
  }
  return nullptr;
}

const TimelineEntry* last_change_before(const Entries& entries, const TimelineEntry* sign) {
  const TimelineEntry* last = nullptr;
  for (const TimelineEntry* entry : entries) {
    if (entry == sign) return last;
    if (is_change(*entry)) last = entry;
  }
  return nullptr;
}

const TimelineEntry* last_resolved(const Entries& entries) {
  const auto found =
      std::find_if(entries.rbegin(), entries.rend(), [](const auto* e) { return e->kind == "alert_resolved"; });
  return found == entries.rend() ? nullptr : *found;
}

}  // namespace

std::vector<Suggestion> suggest_milestones(const domain::Incident& incident, const Entries& entries) {
  const TimelineEntry* alert = first_after(entries, nullptr, [](const auto& e) { return e.kind == "alert"; });
  const TimelineEntry* sign = alert != nullptr ? alert : first_after(entries, nullptr, is_written);
  if (sign == nullptr) return {};
  const auto by_person = [](const TimelineEntry& entry) { return is_written(entry) && entry.actor.has_value(); };
  const std::array<Suggestion, 5> candidates{{
      {"started", "Did this set it off?", "the last change before the first sign,", last_change_before(entries, sign)},
      {"detected", "Was it noticed then?", alert != nullptr ? "first alert" : "first message or note", sign},
      {"acknowledged", "Did somebody take it on then?", "first words of a person after the first sign,",
       first_after(entries, sign, by_person)},
      {"mitigated", "Did this stop the harm?", "first mention of a repair,",
       first_after(entries, sign, speaks_of_repair)},
      {"recovered", "Was service back then?", "last alert resolved", last_resolved(entries)},
  }};
  std::vector<Suggestion> asked;
  for (const Suggestion& candidate : candidates)
    if (candidate.entry != nullptr && incident.find_milestone(candidate.milestone) == nullptr)
      asked.push_back(candidate);
  return asked;
}

}  // namespace debrief::features::postmortems
