// SPDX-License-Identifier: Apache-2.0
#include "features/accounts/prompts.hpp"

#include "base/text.hpp"

#include <algorithm>

namespace debrief::features::accounts {
namespace {

std::string with_line_feeds(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\r') out += text[i];
    else if (i + 1 == text.size() || text[i + 1] != '\n') out += '\n';
  }
  return out;
}

}  // namespace

const std::array<Prompt, 8>& prompts() {
  using domain::Account;
  static const std::array<Prompt, 8> kPrompts{{
      {"did", "What I did", &Account::did},
      {"saw", "What I saw", &Account::saw},
      {"expected", "What I expected", &Account::expected},
      {"assumed", "What I assumed", &Account::assumed},
      {"did_not_know", "What I did not know", &Account::did_not_know},
      {"causes", "How I understand the causes", &Account::causes},
      {"helped", "What helped", &Account::helped},
      {"misled", "What misled", &Account::misled},
  }};
  return kPrompts;
}

json::object answers_json(const domain::Account& account) {
  json::object answers;
  for (const Prompt& prompt : prompts()) answers[prompt.id] = account.*prompt.answer;
  return answers;
}

Result<> read_answers(const json::value& answers, std::string path, domain::Account& account) {
  auto in = TRY(json::Fields::of(answers, std::move(path)));
  for (const Prompt& prompt : prompts())
    if (const auto answer = TRY(in.optional_text(prompt.id, kTextLimit)))
      account.*prompt.answer = with_line_feeds(*answer);
  return in.done();
}

bool says_anything(const domain::Account& account) {
  return std::any_of(prompts().begin(), prompts().end(),
                     [&](const Prompt& prompt) { return !trim(account.*prompt.answer).empty(); });
}

}  // namespace debrief::features::accounts
