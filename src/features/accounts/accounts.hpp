// SPDX-License-Identifier: Apache-2.0
// The accounts slice: those who were there are asked what they did, saw and had in mind; who was involved and who has
// not spoken yet; and accounts become parts of the postmortem.
//
// What somebody has written and not given is read by its author only. Functions that take a Transaction write in it,
// apply the policy for `who`, and leave facts; the others read. Errors: invalid, not_found, forbidden, conflict,
// precondition.
#pragma once

#include "domain/ports.hpp"
#include "features/accounts/board.hpp"
#include "journal/jobs.hpp"
#include "journal/journal.hpp"
#include "routing/route.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace debrief::features::accounts {

struct Ports {
  domain::GetIncident get_incident;
  domain::ListTimeline list_timeline;
  domain::FindUserId find_user_id;
  domain::ListMembers list_members;
  domain::FindDuty find_duty;
  domain::FindPostmortem find_postmortem;
  domain::Notify notify;
  domain::AddToPostmortem add_to_postmortem;
};

/// The answers to domain::ListInvolved and domain::ListAccounts.
Result<std::vector<domain::Involved>> list_involved(db::Database& database, const Ports& ports,
                                                    const domain::Principal& who, std::int64_t number);
Result<std::vector<domain::Account>> list_accounts(db::Connection& db, const domain::Principal& who,
                                                   std::int64_t number);

/// Who was involved and who has spoken, for the contribution board.
Result<std::vector<Contribution>> list_contributions(db::Database& database, const Ports& ports,
                                                     const domain::Principal& who, std::int64_t number);

/// Asks everybody who was involved and can read the incident, once it is mitigated or over and a postmortem is to be
/// written: by the rules, by hand, or because there is a draft. Doing it twice changes nothing.
void keep(journal::Journal& journal, const Ports& ports, const std::vector<domain::Fact>& facts);

/// The handler of the hourly job kRemindJob: reminds after one and after three working days.
inline constexpr std::string_view kRemindJob = "accounts.remind";
std::optional<Instant> remind(journal::Journal& journal, const Ports& ports);

/// Who is asked by hand. Look the account up before the transaction.
struct Invitation {
  std::string person;
  std::optional<std::string> user_id;
  bool can_read = false;  ///< has an account, and may read the incident
  std::string role;       ///< in words; may be empty
  std::string title;      ///< of the incident
};
struct Invited {
  store::Kept kept;
  bool is_new = false;  ///< else the person was reminded
};
/// Asks somebody, or reminds them, at most once a day. Errors: conflict when they have answered.
Result<Invited> invite(journal::Transaction& tx, const Ports& ports, const domain::Principal& who, std::int64_t number,
                       const Invitation& invitation);

/// What an author saves. Absent answers stay as they are.
struct Saving {
  json::value answers;  ///< an object, as read_answers takes it; null: unchanged
  std::string path;     ///< JSON pointer of `answers`
  domain::AccountState state = domain::AccountState::started;
  std::optional<std::int64_t> seen;  ///< the version that its author saw
  std::string role;                  ///< of a new account, in words
};
/// Saves the account of `who`, which is made when there is none. `started` keeps what is written to the author; of an
/// account that was given, others then still read what was given. Saving the same again changes nothing, whatever was
/// seen. Errors: precondition when it was saved meanwhile.
Result<store::Kept> save_own(journal::Transaction& tx, const domain::Principal& who, std::int64_t number,
                             const Saving& saving);
/// The same for the account of somebody without an account to sign in with, by somebody who may edit.
Result<store::Kept> save_for(journal::Transaction& tx, const domain::Principal& who, std::int64_t number,
                             const std::string& id, const Saving& saving);

/// An account as `who` may read it.
struct Shown {
  store::Kept kept;        ///< with the answers that may be read
  bool by_reader = false;  ///< the reader is its author
  bool can_write = false;
};
Result<Shown> get(db::Connection& db, const domain::Principal& who, std::int64_t number, const std::string& id);
/// The reader's own; not kept when there is none yet.
Result<std::optional<Shown>> find_own(db::Connection& db, const domain::Principal& who, std::int64_t number);

/// Adds a given account to the postmortem; everything but the document's text.
struct Merging {
  std::string section;
  std::string markdown;
  std::int64_t version = 0;              ///< that was merged
  std::optional<std::string> pseudonym;  ///< under which it was
};
Result<> merge(journal::Transaction& tx, const Ports& ports, const domain::Principal& who, std::int64_t number,
               const std::string& id, const Merging& merging);

/// Whether it may be merged, and how. Not inside a transaction. Errors: also conflict, when it is not given, or was
/// merged as it is.
Result<Merging> plan_merge(db::Database& database, const Ports& ports, const domain::Principal& who,
                           std::int64_t number, const std::string& id, bool pseudonyms);

std::vector<Route> routes(journal::Journal& journal, Ports ports);

}  // namespace debrief::features::accounts
