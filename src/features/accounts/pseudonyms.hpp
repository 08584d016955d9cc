// SPDX-License-Identifier: Apache-2.0
// Names that say what people were in an incident and not who they are. Pure.
#pragma once

#include <string>
#include <vector>

namespace debrief::features::accounts {

struct Bearer {
  std::string person;
  std::string role;  ///< the first of the roles in words; empty: a responder, or a participant
  bool invited = false;
  std::string pseudonym;  ///< once given, never another; empty: none yet
};

/// Gives a pseudonym to everybody who has none, each once: "Incident commander"; with a number from 2 on for the next
/// ones of that role, and from 1 on where there is no role: "Responder 2", "Participant 1" for those invited by hand.
void give_pseudonyms(std::vector<Bearer>& people);

/// The text with pseudonyms in place of the names of people, where they stand as words of their own. Names of one
/// letter stay.
[[nodiscard]] std::string without_names(std::string_view text, const std::vector<Bearer>& people);

}  // namespace debrief::features::accounts
