// SPDX-License-Identifier: Apache-2.0
// An account as a part of a postmortem. Pure.
#pragma once

#include "domain/account.hpp"
#include "features/accounts/pseudonyms.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace debrief::features::accounts {

struct Attribution {
  std::optional<std::string> pseudonym = {};        ///< absent: the person is named
  std::vector<Bearer> people = {};                  ///< who, with a pseudonym, are called by theirs in the text
  std::optional<std::string> written_down_by = {};  ///< name, where somebody else held the pen
};

/// A third-level heading that says whose account it is, and each answer as a quotation under its question, so that no
/// Markdown in it reaches over the end of it. Questions without an answer are left out.
[[nodiscard]] std::string markdown_of(const domain::Account& account, const Attribution& attribution);

/// The title of the section that the account of this person belongs into: the place that the draft keeps for it, else
/// the section about accounts, or about those who responded, as templates name it; "Accounts" when there is none.
[[nodiscard]] std::string place_for(std::string_view document, std::string_view person);

}  // namespace debrief::features::accounts
