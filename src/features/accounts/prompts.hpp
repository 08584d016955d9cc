// SPDX-License-Identifier: Apache-2.0
// The questions of an account, one for each of its texts.
#pragma once

#include "base/json.hpp"
#include "base/result.hpp"
#include "domain/account.hpp"

#include <array>
#include <string_view>

namespace debrief::features::accounts {

/// Longest answer to one question, in bytes.
inline constexpr std::size_t kTextLimit = 50'000;

struct Prompt {
  std::string_view id;       ///< name of the field in JSON
  std::string_view heading;  ///< above the answer in a postmortem
  std::string domain::Account::*answer;
};

/// In the order in which they are asked: what was done and seen, then what was in mind, then what to make of it.
[[nodiscard]] const std::array<Prompt, 8>& prompts();

/// All eight answers.
[[nodiscard]] json::object answers_json(const domain::Account& account);

/// Puts the answers that are there into the account, lines ended by LF; the others stay. Errors: invalid. `path` is
/// the JSON pointer of `answers`.
Result<> read_answers(const json::value& answers, std::string path, domain::Account& account);

/// Something is said.
[[nodiscard]] bool says_anything(const domain::Account& account);

}  // namespace debrief::features::accounts
