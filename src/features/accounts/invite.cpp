// SPDX-License-Identifier: Apache-2.0
#include "features/accounts/accounts.hpp"
#include "features/accounts/asking.hpp"
#include "features/accounts/store.hpp"

#include "base/ids.hpp"
#include "base/text.hpp"
#include "base/time.hpp"
#include "journal/visibility.hpp"

namespace debrief::features::accounts {
namespace {

using domain::AccountState;

constexpr std::size_t kMostPeople = 500;

}  // namespace

Result<Invited> invite(journal::Transaction& tx, const Ports& ports, const domain::Principal& who, std::int64_t number,
                       const Invitation& invitation) {
  TRY(journal::require_incident(tx.db, who, domain::Action::edit, number));
  const std::string person(trim(invitation.person));
  if (person.empty()) return invalid("an invitation needs a name").at("/person");
  if (auto kept = store::find_for(tx.db, number, invitation.user_id, person)) {
    const AccountState state = kept->account.state;
    if (state == AccountState::given) return conflict("{} has given an account already", kept->account.person);
    if (state == AccountState::declined)
      return conflict("{} declined to give an account", kept->account.person)
          .with_help("They can still give one when they want to.");
    if (kept->account.role.empty()) kept->account.role = invitation.role;
    store::update(tx.db, *kept);
    if (invitation.can_read)
      ports.notify(tx, notice_of(kept->account, invitation.title, "by_hand_" + to_rfc3339(tx.now()).substr(0, 10)));
    return Invited{std::move(*kept), false};
  }
  if (store::list(tx.db, number).size() >= kMostPeople)
    return too_large("at most {} people can be asked about one incident", kMostPeople);
  store::Kept kept;
  kept.account.id = new_id(tx.now());
  kept.account.incident = number;
  kept.account.person = person;
  kept.account.user_id = invitation.user_id;
  kept.account.role = std::string(trim(invitation.role));
  kept.account.asked_at = tx.now();
  kept.invited = true;
  ask(tx, kept);
  if (invitation.can_read) ports.notify(tx, notice_of(kept.account, invitation.title, ""));
  return Invited{std::move(kept), true};
}

}  // namespace debrief::features::accounts
