// SPDX-License-Identifier: Apache-2.0
#include "features/accounts/board.hpp"

#include "base/text.hpp"
#include "features/accounts/involved.hpp"
#include "features/accounts/prompts.hpp"

#include <algorithm>

namespace debrief::features::accounts {
namespace {

bool is_of(const domain::Account& account, const domain::Involved& one) {
  if (account.user_id && one.user_id) return account.user_id == one.user_id;
  return to_lower(trim(account.person)) == to_lower(trim(one.person));
}

store::Kept without_answers(store::Kept kept) {
  for (const Prompt& prompt : prompts()) (kept.account.*prompt.answer).clear();
  return kept;
}

/// Roles of the record go before what was said when somebody was invited.
std::string role_of(const domain::Involved& one, const std::optional<store::Kept>& kept, const domain::Vocabulary& known) {
  const std::string words = words_of(one.roles, known);
  return words.empty() && kept ? kept->account.role : words;
}

Bearer bearer_of(const Contribution& line) {
  return {line.who.person, line.first_role, line.who.invited, line.account ? line.account->pseudonym : ""};
}

}  // namespace

std::vector<Contribution> board_of(const std::vector<domain::Involved>& involved, const std::vector<store::Kept>& kept,
                                   const std::function<bool(const std::string& user_id)>& can_read, const domain::Vocabulary& words) {
  std::vector<Contribution> board;
  std::vector<bool> placed(kept.size(), false);
  const auto add = [&](const domain::Involved& one, std::optional<store::Kept> account) {
    const bool reachable = one.user_id && can_read(*one.user_id);
    std::string role = role_of(one, account, words);
    std::string first = one.roles.empty() ? role : words.role_name(one.roles.front());
    board.push_back({one, std::move(account), reachable, std::move(role), std::move(first), {}});
  };
  for (const auto& one : involved) {
    std::optional<store::Kept> account;
    for (std::size_t i = 0; i < kept.size() && !account; ++i)
      if (!placed[i] && is_of(kept[i].account, one)) {
        placed[i] = true;
        account = without_answers(kept[i]);
      }
    add(one, std::move(account));
  }
  for (std::size_t i = 0; i < kept.size(); ++i)
    if (!placed[i])
      add({kept[i].account.person, kept[i].account.user_id, {}, 0, kept[i].invited}, without_answers(kept[i]));
  auto bearers = bearers_of(board);
  give_pseudonyms(bearers);
  for (std::size_t i = 0; i < board.size(); ++i) board[i].pseudonym = bearers[i].pseudonym;
  return board;
}

std::vector<Bearer> bearers_of(const std::vector<Contribution>& board) {
  std::vector<Bearer> bearers;
  for (const Contribution& line : board) {
    bearers.push_back(bearer_of(line));
    if (!line.pseudonym.empty()) bearers.back().pseudonym = line.pseudonym;
  }
  return bearers;
}

}  // namespace debrief::features::accounts
