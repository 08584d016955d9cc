// SPDX-License-Identifier: Apache-2.0
// Who had to do with an incident. Pure.
#pragma once

#include "domain/ports.hpp"
#include "domain/vocabulary.hpp"

#include <string>
#include <vector>

namespace debrief::features::accounts {

/// Somebody with an account of the incident, such as a stakeholder that was invited.
struct Known {
  std::string person;
  std::optional<std::string> user_id;
  bool invited = false;
};

/// Those who held a role, who did or said something on the timeline until an hour after the incident was resolved, who
/// declared it, and `known`: first those with roles in the order of assignment, then by what they did, then the rest.
/// Spellings that lead to one account to sign in with, or differ in case only, are one person, named as first met.
/// Machines are nobody: senders of alerts, bots, and Debrief itself. Hidden entries do not count.
[[nodiscard]] std::vector<domain::Involved> involved_in(const domain::Incident& incident,
                                                        const std::vector<domain::TimelineEntry>& timeline,
                                                        const std::vector<Known>& known,
                                                        const domain::FindUserId& find_user_id);

/// A name that a program goes by, such as "deploy-bot" or "PagerDuty".
[[nodiscard]] bool is_machine_name(std::string_view name);

/// The names of the roles, as "Incident commander, Scribe".
[[nodiscard]] std::string words_of(const std::vector<std::string>& roles, const domain::Vocabulary& known);

}  // namespace debrief::features::accounts
