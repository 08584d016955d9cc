// SPDX-License-Identifier: Apache-2.0
#include "features/accounts/accounts.hpp"
#include "features/accounts/prompts.hpp"
#include "features/accounts/reading.hpp"
#include "features/accounts/store.hpp"

#include "base/ids.hpp"
#include "domain/events.hpp"
#include "journal/visibility.hpp"

namespace debrief::features::accounts {
namespace {

using domain::Account;
using domain::AccountState;
namespace events = domain::events;

json::object naming(const Account& account) {
  return {{"id", account.id}, {"person", account.person}};
}

store::Kept new_account(const journal::Transaction& tx, const domain::Principal& who, std::int64_t number,
                        std::string role) {
  store::Kept kept;
  kept.account.id = new_id(tx.now());
  kept.account.incident = number;
  kept.account.person = who.name;
  kept.account.user_id = who.id;
  kept.account.role = std::move(role);
  kept.account.asked_at = tx.now();
  return kept;
}

bool differ(const Account& a, const Account& b) {
  for (const Prompt& prompt : prompts())
    if (a.*prompt.answer != b.*prompt.answer) return true;
  return false;
}

Result<> check_version(const store::Kept& kept, std::optional<std::int64_t> seen) {
  const std::int64_t version = kept.account.version;
  if (!seen && version > 0)
    return invalid("new answers need the version that they are based on")
        .at("If-Match")
        .with_help("Send If-Match with the ETag of the account as you loaded it.");
  if (seen && *seen != version)
    return make_error(ErrorCode::precondition,
                      "the account was saved meanwhile, perhaps in another window: it is at version {}", version)
        .at("If-Match")
        .with_help("Load it again, put your changes in, and save.");
  return {};
}

void give(journal::Transaction& tx, store::Kept& kept) {
  Account& account = kept.account;
  if (account.state == AccountState::given && kept.given_version == account.version) return;
  account.state = AccountState::given;
  account.given_at = tx.now();
  kept.given_version = account.version;
  store::keep_given(tx.db, account);
  json::object data = naming(account);
  data["version"] = account.version;
  tx.append({account.incident, std::string(events::kAccountGiven), tx.now(), std::move(data)});
}

void decline(journal::Transaction& tx, store::Kept& kept) {
  if (kept.account.state == AccountState::declined) return;
  kept.account.state = AccountState::declined;
  kept.account.given_at.reset();
  kept.given_version.reset();
  tx.append({kept.account.incident, std::string(events::kAccountDeclined), tx.now(), naming(kept.account)});
}

/// `is_new`: there is no row yet.
Result<store::Kept> save(journal::Transaction& tx, store::Kept kept, const Saving& saving, bool is_new) {
  const Account before = kept.account;
  if (!saving.answers.is_null()) TRY(read_answers(saving.answers, saving.path, kept.account));
  const bool says_more = differ(before, kept.account);
  if (says_more) {
    TRY(check_version(kept, saving.seen));
    ++kept.account.version;
  }
  switch (saving.state) {
    case AccountState::given:
      if (!says_anything(kept.account))
        return invalid("an account needs a few words")
            .at("/answers")
            .with_help("Answer at least one of the questions, or decline.");
      give(tx, kept);
      break;
    case AccountState::declined: decline(tx, kept); break;
    case AccountState::started:
      // What was given stays given while its author works on it.
      if (kept.account.state != AccountState::given && (says_more || kept.account.state == AccountState::declined))
        kept.account.state = AccountState::started;
      break;
    case AccountState::asked:
      return invalid("nobody can put an account back to asked")
          .at("/state")
          .with_help("Use started, given or declined.");
  }
  if (is_new) store::insert(tx.db, kept);
  else store::update(tx.db, kept);
  return kept;
}

}  // namespace

Result<store::Kept> save_own(journal::Transaction& tx, const domain::Principal& who, std::int64_t number,
                             const Saving& saving) {
  TRY(journal::require_incident(tx.db, who, domain::Action::read, number));
  if (who.id.empty()) return invalid("an account needs a person").with_help("Sign in, or use a token.");
  auto kept = store::find_for(tx.db, number, who.id, who.name);
  const bool is_new = !kept;
  if (is_new) kept = new_account(tx, who, number, saving.role);
  // Somebody who could not sign in when asked can now.
  kept->account.user_id = who.id;
  return save(tx, std::move(*kept), saving, is_new);
}

Result<store::Kept> save_for(journal::Transaction& tx, const domain::Principal& who, std::int64_t number,
                             const std::string& id, const Saving& saving) {
  TRY(journal::require_incident(tx.db, who, domain::Action::read, number));
  auto kept = store::find(tx.db, number, id);
  if (!kept) return not_found("there is no account '{}' to read here", id.substr(0, 60));
  if (kept->account.user_id == who.id) return save_own(tx, who, number, saving);
  TRY(journal::require_incident(tx.db, who, domain::Action::edit, number));
  const std::string& person = kept->account.person;
  if (kept->account.user_id)
    return make_error(ErrorCode::forbidden, "{} can sign in, and nobody else writes their account", person);
  if (!is_author(*kept, who) && is_unfinished(*kept))
    return conflict("{} is writing down what {} tells", kept->written_by_name.value_or("somebody"), person)
        .with_help("It can be read and changed once it is given.");
  kept->written_by = who.id;
  kept->written_by_name = who.name;
  return save(tx, std::move(*kept), saving, false);
}

}  // namespace debrief::features::accounts
