// SPDX-License-Identifier: Apache-2.0
#include "features/accounts/accounts.hpp"
#include "features/accounts/merge.hpp"
#include "features/accounts/reading.hpp"

#include "domain/events.hpp"
#include "journal/visibility.hpp"

#include <algorithm>

namespace debrief::features::accounts {
namespace {

using domain::AccountState;

Result<> check_mergeable(const store::Kept& kept) {
  if (kept.account.state != AccountState::given)
    return conflict("{} has not given an account yet", kept.account.person)
        .with_help("Accounts are merged once they are given.");
  if (kept.merged_version == kept.given_version)
    return conflict("the postmortem has the account of {} as it is", kept.account.person)
        .with_help("Edit it in the postmortem.");
  return {};
}

Result<store::Kept> get_kept(db::Connection& db, std::int64_t number, const std::string& id) {
  if (auto kept = store::find(db, number, id)) return std::move(*kept);
  return not_found("there is no account '{}' here", id.substr(0, 60));
}

}  // namespace

Result<Merging> plan_merge(db::Database& database, const Ports& ports, const domain::Principal& who,
                           std::int64_t number, const std::string& id, bool pseudonyms) {
  const auto document = TRY(ports.find_postmortem(who, number));
  if (!document)
    return not_found("{} has no postmortem yet", domain::incident_key(number)).with_help("Draft it first.");
  const auto board = TRY(list_contributions(database, ports, who, number));
  const auto line = std::find_if(board.begin(), board.end(),
                                 [&](const Contribution& one) { return one.account && one.account->account.id == id; });
  if (line == board.end()) return not_found("there is no account '{}' here", id.substr(0, 60));
  TRY(check_mergeable(*line->account));
  domain::Account account = database.read([&](db::Connection& db) { return store::as_given(db, *line->account); });
  account.role = line->role;
  Attribution attribution;
  if (!line->account->account.user_id) attribution.written_down_by = line->account->written_by_name;
  if (pseudonyms) {
    attribution.pseudonym = line->pseudonym;
    attribution.people = bearers_of(board);
    // The same people under the names that they have in their accounts.
    for (std::size_t i = 0; i < board.size(); ++i)
      if (board[i].account) {
        Bearer again = attribution.people[i];
        again.person = board[i].account->account.person;
        attribution.people.push_back(std::move(again));
      }
  }
  Merging merging;
  merging.section = place_for(document->markdown, account.person);
  merging.markdown = markdown_of(account, attribution);
  merging.version = account.version;
  merging.pseudonym = attribution.pseudonym;
  return merging;
}

Result<> merge(journal::Transaction& tx, const Ports& ports, const domain::Principal& who, std::int64_t number,
               const std::string& id, const Merging& merging) {
  TRY(journal::require_incident(tx.db, who, domain::Action::edit, number));
  auto kept = TRY(get_kept(tx.db, number, id));
  TRY(check_mergeable(kept));
  if (kept.given_version != merging.version)
    return conflict("{} has just changed the account", kept.account.person).with_help("Merge it again.");
  TRY(ports.add_to_postmortem(tx, who, number, merging.section, merging.markdown));
  kept.merged_version = merging.version;
  if (merging.pseudonym) kept.pseudonym = *merging.pseudonym;
  store::update(tx.db, kept);
  tx.append({number,
             std::string(domain::events::kAccountMerged),
             tx.now(),
             {{"id", id}, {"person", kept.account.person}, {"version", merging.version}}});
  return {};
}

}  // namespace debrief::features::accounts
