// SPDX-License-Identifier: Apache-2.0
// The review of a postmortem: threads on ranges, suggestions, reviewers and their verdicts, the meeting.
//
// Functions that take a Transaction write in it, apply the policy for `who` and leave facts; what people are told goes
// out with the commit. Errors: invalid, not_found, forbidden, conflict.
#pragma once

#include "domain/ports.hpp"
#include "domain/review.hpp"
#include "features/postmortems/review/meeting.hpp"
#include "features/postmortems/review/thread.hpp"
#include "journal/jobs.hpp"
#include "journal/journal.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace debrief::features::postmortems::review {

inline constexpr std::int64_t kMostThreads = 10'000;  ///< of one postmortem
inline constexpr std::size_t kCommentLimit = 20'000;  ///< bytes

struct Ports {
  domain::GetIncident get_incident;
  domain::ListMembers list_members;
  domain::FindUserId find_user_id;
  domain::FindDuty find_duty;
  domain::Notify notify;
};

/// Accounts that `text` names as "@Name", by the whole name in any case.
[[nodiscard]] std::vector<std::string> mentioned(std::string_view text, const std::vector<domain::Member>& members);

struct NewThread {
  Anchor anchor;
  std::string text;                        ///< the first comment; may be empty for a suggestion
  std::optional<std::string> replacement;  ///< makes it a suggestion
};
/// `mentions`: accounts to be told besides those who take part; look them up before the transaction.
Result<Thread> open_thread(journal::Transaction& tx, const Ports& ports, const domain::Principal& who, std::int64_t incident,
                           const NewThread& wanted, const std::vector<std::string>& mentions);
Result<Thread> add_comment(journal::Transaction& tx, const Ports& ports, const domain::Principal& who, std::int64_t incident,
                           const std::string& thread, const std::string& text, const std::vector<std::string>& mentions);
/// Open, resolved, accepted or rejected. Accepting puts the replacement into the text, by an edit like any other;
/// conflict when the text that it replaces has changed since.
Result<Thread> settle(journal::Transaction& tx, const domain::Principal& who, std::int64_t incident,
                      const std::string& thread, const std::string& state);
/// Their authors change and remove comments. Absent text removes; that there was one stays.
Result<Thread> change_comment(journal::Transaction& tx, const domain::Principal& who, std::int64_t incident,
                              const std::string& thread, const std::string& comment, const std::optional<std::string>& text);

struct ThreadPage {
  std::int64_t edition = 0;  ///< that the anchors are at
  std::vector<Thread> items;
  std::optional<std::string> next;
  std::int64_t open = 0;     ///< of all
};
/// Those after the id `after`, in the order in which they were opened; anchors at the current edition.
Result<ThreadPage> list_threads(db::Connection& db, const domain::Principal& who, std::int64_t incident,
                                const std::optional<std::string>& after, std::int64_t limit);
/// Writes down where anchors are now, so that the way to them stays short. For a page with old ones.
void keep_anchors(journal::Journal& journal, const ThreadPage& page);

/// Somebody who is asked to review, or did. `verdict`: "approved", "changes" or empty.
struct Reviewer {
  std::string user_id;
  std::string person;
  std::string asked_by;
  Instant asked_at;
  std::string verdict;
  std::string text;
  std::optional<Instant> given_at;
  bool current = false;  ///< the verdict is about the text as it is
};
Result<std::vector<Reviewer>> list_reviewers(db::Connection& db, const domain::Principal& who, std::int64_t incident);
/// Asks an account for a review; asking again tells again.
Result<> ask_reviewer(journal::Transaction& tx, const Ports& ports, const domain::Principal& who, std::int64_t incident,
                      const domain::Member& reviewer);
Result<> drop_reviewer(journal::Transaction& tx, const domain::Principal& who, std::int64_t incident, const std::string& user_id);
/// `who`'s verdict about the text as it is; `tell` are the accounts that hear of it.
Result<> give_verdict(journal::Transaction& tx, const Ports& ports, const domain::Principal& who, std::int64_t incident,
                      const std::string& verdict, const std::string& text, const std::vector<std::string>& tell);

Result<domain::ReviewStanding> find_standing(db::Connection& db, const domain::Principal& who, std::int64_t incident);

Result<std::optional<Meeting>> find_meeting(db::Connection& db, const domain::Principal& who, std::int64_t incident);
/// Sets, moves or (cancelled) calls off; each raises `sequence`, by which calendars know the newest.
Result<Meeting> set_meeting(journal::Transaction& tx, const Ports& ports, const domain::Principal& who,
                            const domain::Incident& incident, Meeting wanted, const std::vector<std::string>& tell);

/// The handler of the hourly job kRemindJob: reminds reviewers who said nothing for two days, on working days.
inline constexpr std::string_view kRemindJob = "reviews.remind";
std::optional<Instant> remind(journal::Journal& journal, const Ports& ports);

}  // namespace debrief::features::postmortems::review
