// SPDX-License-Identifier: Apache-2.0
#include "features/accounts/involved.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <set>

namespace debrief::features::accounts {
namespace {

constexpr Micros kAftermath = std::chrono::hours(1);

/// Collects people in the order in which they are met.
class Meeting {
 public:
  explicit Meeting(const domain::FindUserId& find_user_id) : find_user_id_(find_user_id) {}

  domain::Involved& meet(std::string_view name, const std::optional<std::string>& user_id = {}) {
    const std::string spelling = to_lower(trim(name));
    if (const auto met = spellings_.find(spelling); met != spellings_.end() && !user_id) return people_[met->second];
    const auto account = user_id ? user_id : find_user_id_(trim(name));
    const std::string key = account ? "u:" + *account : "n:" + spelling;
    const auto [place, is_new] = places_.emplace(key, people_.size());
    if (is_new) people_.push_back({std::string(trim(name)), account, {}, 0, false});
    spellings_.emplace(spelling, place->second);
    return people_[place->second];
  }

  std::vector<domain::Involved> people() && { return std::move(people_); }

 private:
  const domain::FindUserId& find_user_id_;
  std::vector<domain::Involved> people_;
  std::map<std::string, std::size_t> places_;
  std::map<std::string, std::size_t> spellings_;
};

/// Programs deploy, change things and fire alerts; documents come later.
bool tells_of_a_person(const domain::TimelineEntry& entry) {
  static constexpr std::array<std::string_view, 6> kOther{"evidence", "postmortem", "deploy",
                                                          "change",   "alert",      "alert_resolved"};
  return entry.actor && !entry.hidden && std::find(kOther.begin(), kOther.end(), entry.kind) == kOther.end();
}

/// Signals come through a source, by the name of the source: "alertmanager prod".
bool comes_from_a_source(const domain::TimelineEntry& entry) {
  return entry.actor && !entry.evidence && entry.origin.ends_with(" " + *entry.actor);
}

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80;
}

}  // namespace

bool is_machine_name(std::string_view name) {
  static constexpr std::array<std::string_view, 14> kPrograms{
      "debrief", "alertmanager", "prometheus", "grafana",  "pagerduty",  "opsgenie",       "datadog",
      "sentry",  "statuspage",   "jenkins",    "slackbot", "dependabot", "github actions", "argo cd"};
  const std::string lower = to_lower(trim(name));
  if (lower.empty() || std::find(kPrograms.begin(), kPrograms.end(), lower) != kPrograms.end()) return true;
  std::string_view rest = lower;
  while (!rest.empty() && (rest.back() == ')' || rest.back() == ']')) rest.remove_suffix(1);
  if (!rest.ends_with("bot")) return false;
  // "deploy-bot", "deploy bot" and "[bot]", not "Abbot".
  return rest.size() == 3 || !is_letter(rest[rest.size() - 4]);
}

std::vector<domain::Involved> involved_in(const domain::Incident& incident,
                                          const std::vector<domain::TimelineEntry>& timeline,
                                          const std::vector<Known>& known, const domain::FindUserId& find_user_id) {
  Meeting meeting(find_user_id);
  for (const auto& assignment : incident.roles) {
    auto& roles = meeting.meet(assignment.person).roles;
    if (std::find(roles.begin(), roles.end(), assignment.role) == roles.end()) roles.push_back(assignment.role);
  }
  std::set<std::string> senders;
  const auto* resolved = incident.find_milestone("resolved");
  for (const auto& entry : timeline) {
    if (comes_from_a_source(entry)) senders.insert(*entry.actor);
    if (!tells_of_a_person(entry) || comes_from_a_source(entry) || is_machine_name(*entry.actor)) continue;
    if (resolved != nullptr && entry.occurred_at > resolved->at + kAftermath) continue;
    ++meeting.meet(*entry.actor).entries;
  }
  if (!is_machine_name(incident.declared_by) && senders.count(incident.declared_by) == 0)
    meeting.meet(incident.declared_by);
  for (const Known& person : known) {
    domain::Involved& one = meeting.meet(person.person, person.user_id);
    one.invited = one.invited || person.invited;
  }
  auto people = std::move(meeting).people();
  std::stable_sort(people.begin(), people.end(), [](const domain::Involved& a, const domain::Involved& b) {
    if (a.roles.empty() != b.roles.empty()) return !a.roles.empty();
    return a.roles.empty() && a.entries > b.entries;
  });
  return people;
}

std::string words_of(const std::vector<std::string>& roles, const domain::Vocabulary& known) {
  std::string words;
  for (const std::string& id : roles) {
    words += (words.empty() ? "" : ", ") + known.role_name(id);
  }
  return words;
}

}  // namespace debrief::features::accounts
