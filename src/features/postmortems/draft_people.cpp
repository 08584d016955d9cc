// SPDX-License-Identifier: Apache-2.0
#include "features/postmortems/draft_people.hpp"

#include "base/time.hpp"
#include "features/postmortems/escape.hpp"
#include "domain/vocabulary.hpp"

#include <algorithm>
#include <array>
#include <map>

namespace debrief::features::postmortems {
namespace {

constexpr std::size_t kMostAccounts = 12;
constexpr std::size_t kMostNames = 40;

/// Collects people in the order in which they are met.
struct Meeting {
  std::vector<Person> people;
  std::map<std::string, std::size_t> places;

  Person& meet(const std::string& name) {
    const auto [place, is_new] = places.emplace(name, people.size());
    if (is_new) people.push_back({name, {}, {}});
    return people[place->second];
  }
};

/// Machines deploy and fire alerts: the actors of such entries are no participants.
bool shows_a_person(const domain::TimelineEntry& entry) {
  static constexpr std::array<std::string_view, 6> kOther{"evidence", "postmortem", "deploy",
                                                          "change",   "alert",      "alert_resolved"};
  if (!entry.actor || entry.hidden) return false;
  // A source of alerts declares under its own name: "alertmanager prod" as "prod".
  if (entry.origin.ends_with(" " + *entry.actor)) return false;
  return std::find(kOther.begin(), kOther.end(), entry.kind) == kOther.end();
}

std::string held(const domain::RoleAssignment& assignment) {
  const std::string from = "from " + to_minutes(assignment.from);
  return (assignment.until ? from + " to " + to_minutes(*assignment.until) : from) + " UTC";
}

/// "Bo (12 entries), Cy (1 entry) and 5 more".
std::string named_with_counts(const std::vector<Person>& people, std::size_t first) {
  std::string text;
  std::size_t i = first;
  for (; i < people.size() && i < first + kMostNames; ++i) {
    const std::size_t count = people[i].entries.size();
    text += text.empty() ? "" : ", ";
    text += fmt::format("{} ({} {})", escape_inline(people[i].name, 100), count, count == 1 ? "entry" : "entries");
  }
  return i < people.size() ? text + fmt::format(" and {} more", people.size() - i) : text;
}

std::string heading_of(const Person& person) {
  std::string roles;
  for (const std::string& role : person.roles) roles += (roles.empty() ? " (" : ", ") + escape_inline(role);
  return "### Account of " + escape_inline(person.name, 100) + (roles.empty() ? roles : roles + ")");
}

std::string seen_of(const Person& person, const Labels& labels) {
  if (person.entries.empty()) return {};
  const auto& first = *person.entries.front();
  const auto& last = *person.entries.back();
  if (person.entries.size() == 1)
    return fmt::format("The record shows one entry, at {} UTC {}. ", to_minutes(first.occurred_at), labels.cite(first));
  return fmt::format("The record shows {} entries, from {} {} to {} UTC {}. ", person.entries.size(),
                     to_minutes(first.occurred_at), labels.cite(first), to_minutes(last.occurred_at),
                     labels.cite(last));
}

}  // namespace

std::vector<Person> list_people(const DraftInput& input) {
  Meeting met;
  for (const auto& assignment : input.incident.roles) {
    auto& roles = met.meet(assignment.person).roles;
    const std::string role = input.incident.words().role_name(assignment.role);
    if (std::find(roles.begin(), roles.end(), role) == roles.end()) roles.push_back(role);
  }
  for (const auto& entry : input.entries)
    if (shows_a_person(entry)) met.meet(*entry.actor).entries.push_back(&entry);
  std::stable_sort(met.people.begin(), met.people.end(), [](const Person& a, const Person& b) {
    if (a.roles.empty() != b.roles.empty()) return !a.roles.empty();
    return a.roles.empty() && a.entries.size() > b.entries.size();
  });
  return std::move(met.people);
}

std::string roles_list(const DraftInput& input) {
  std::string text;
  for (const auto& assignment : input.incident.roles)
    text += fmt::format("- **{}:** {} ({})\n", escape_inline(input.incident.words().role_name(assignment.role)),
                        escape_inline(assignment.person, 100), held(assignment));
  const auto people = list_people(input);
  const auto other = std::find_if(people.begin(), people.end(), [](const Person& p) { return p.roles.empty(); });
  if (other != people.end())
    text +=
        fmt::format("- **{}:** {}\n", input.incident.roles.empty() ? "Seen in the record" : "Others seen in the record",
                    named_with_counts(people, static_cast<std::size_t>(other - people.begin())));
  return text;
}

std::string accounts(const DraftInput& input, const Labels& labels) {
  const auto people = list_people(input);
  std::string text;
  for (std::size_t i = 0; i < people.size() && i < kMostAccounts; ++i)
    text += heading_of(people[i]) + "\n\n> **To write:** " + seen_of(people[i], labels) +
            "What did you do, and what did you expect to see? What did you know and assume then? How do you understand "
            "the causes now?\n\n";
  if (people.size() > kMostAccounts)
    text +=
        "> **To write:** Whose account should be added? Also seen: " + named_with_counts(people, kMostAccounts) + ".\n";
  return text;
}

}  // namespace debrief::features::postmortems
