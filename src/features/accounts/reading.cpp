// SPDX-License-Identifier: Apache-2.0
#include "features/accounts/reading.hpp"

#include "base/text.hpp"
#include "features/accounts/prompts.hpp"
#include "journal/visibility.hpp"

namespace debrief::features::accounts {
namespace {

using domain::AccountState;

Shown shown_to(db::Connection& db, const domain::Principal& who, store::Kept kept, bool may_edit) {
  Shown shown;
  shown.by_reader = is_author(kept, who);
  shown.can_write = shown.by_reader || (may_edit && !kept.account.user_id && !is_unfinished(kept));
  if (!shown.by_reader) kept.account = shown_to_others(db, kept);
  shown.kept = std::move(kept);
  return shown;
}

}  // namespace

bool is_author(const store::Kept& kept, const domain::Principal& who) {
  if (who.id.empty()) return false;
  if (kept.account.user_id) return *kept.account.user_id == who.id;
  return kept.written_by == who.id || to_lower(trim(kept.account.person)) == to_lower(trim(who.name));
}

bool is_unfinished(const store::Kept& kept) {
  return kept.account.version != kept.given_version.value_or(0) && says_anything(kept.account);
}

domain::Account shown_to_others(db::Connection& db, const store::Kept& kept) {
  domain::Account account = kept.account;
  if (account.state == AccountState::given) return store::as_given(db, kept);
  for (const Prompt& prompt : prompts()) (account.*prompt.answer).clear();
  return account;
}

Result<Shown> get(db::Connection& db, const domain::Principal& who, std::int64_t number, const std::string& id) {
  const auto object = TRY(journal::object_of_incident(db, who, number));
  TRY(domain::require(who, domain::Action::read, object));
  auto kept = store::find(db, number, id);
  const bool may_edit = domain::allows(who, domain::Action::edit, object);
  if (kept) {
    Shown shown = shown_to(db, who, std::move(*kept), may_edit);
    if (shown.by_reader || shown.can_write || shown.kept.account.state == AccountState::given) return shown;
  }
  return not_found("there is no account '{}' to read here", id.substr(0, 60))
      .with_help("Accounts are read once they are given.");
}

Result<std::optional<Shown>> find_own(db::Connection& db, const domain::Principal& who, std::int64_t number) {
  TRY(journal::require_incident(db, who, domain::Action::read, number));
  if (who.id.empty()) return std::optional<Shown>{};
  auto kept = store::find_for(db, number, who.id, who.name);
  if (!kept) return std::optional<Shown>{};
  return std::optional(shown_to(db, who, std::move(*kept), false));
}

}  // namespace debrief::features::accounts
