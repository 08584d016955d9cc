// SPDX-License-Identifier: Apache-2.0
// The actions slice: what is to be done after an incident, by whom, by when, and whether it worked.
//
// Functions that take a Transaction write in it, apply the policy for `who`, and leave facts; `expected` is the version
// of the action that the caller has seen, absent when it does not matter. The others read. Errors: invalid, not_found,
// forbidden, conflict (states, circles, limits), precondition.
#pragma once

#include "domain/drill.hpp"
#include "domain/ports.hpp"
#include "domain/tracker.hpp"
#include "features/actions/settings.hpp"
#include "journal/jobs.hpp"
#include "journal/journal.hpp"
#include "routing/route.hpp"

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace debrief::features::actions {

inline constexpr std::int64_t kMostActions = 200;  // of one incident
inline constexpr std::size_t kLongestTitle = 300;  // bytes
inline constexpr std::size_t kLongestText = 10'000;
inline constexpr std::size_t kLongestReason = 1'000;
inline constexpr std::size_t kMostEntries = 50;
inline constexpr std::size_t kMostWaits = 20;

/// What a tracker answered.
struct TrackerAnswer {
  int status = 0;
  std::string body;
};

struct Ports {
  domain::GetIncident get_incident;
  domain::ListTimeline list_timeline;
  domain::ListFactors list_factors;
  domain::FindUserId find_user_id;
  domain::Notify notify;
  /// Whether a line of the template (its id) from `since` on is in the incident's logs. Absent while they are being
  /// read. Unset where there are no logs.
  std::function<std::optional<bool>(std::int64_t incident, const std::string& log_template, Instant since)>
      find_template = {};
  domain::ListDrillResults list_drill_results = {};
  std::map<std::string, domain::Tracker, std::less<>> trackers = {};  ///< by kind
  /// Asks a tracker; may take some seconds. Errors: unavailable.
  std::function<Result<TrackerAnswer>(const domain::TrackerCall&)> send = {};
  /// Secrets at rest; `context` must be the same for both. Opening fails with another key.
  std::function<std::string(std::string_view text, std::string_view context)> seal = {};
  std::function<std::optional<std::string>(std::string_view sealed, std::string_view context)> open = {};
  std::string address = {};  ///< how browsers reach the server, without a slash at the end; empty: not known
};

using Version = std::optional<std::int64_t>;

/// Who owns an action. Look the account up before the transaction.
struct Owner {
  std::string name;               ///< empty: nobody
  std::optional<std::string> id;  ///< of the account, when there is one
};
[[nodiscard]] Owner owner_named(const Ports& ports, std::string_view name);

struct NewAction {
  domain::ActionType type = domain::ActionType::prevent;
  std::string title = {};
  std::string text = {};
  domain::ActionPriority priority = domain::ActionPriority::p3;
  Owner owner = {};
  std::string team = {};
  std::optional<Instant> due_at = {};  ///< absent: by the priority
  std::vector<std::int64_t> waits_for = {};
  std::string factor = {};
  std::vector<std::int64_t> entries = {};
  std::optional<domain::ActionCheck> check = {};
};

/// What is absent stays as it is.
struct Change {
  std::optional<domain::ActionType> type;
  std::optional<std::string> title;
  std::optional<std::string> text;
  std::optional<domain::ActionPriority> priority;  ///< moves the date, unless that was set by hand
  std::optional<Owner> owner;
  std::optional<std::string> team;
  std::optional<Instant> due_at;
  std::optional<std::vector<std::int64_t>> waits_for;
  std::optional<std::string> factor;
  std::optional<std::vector<std::int64_t>> entries;
  std::optional<std::optional<domain::ActionCheck>> check;
  std::optional<domain::ActionState> state;
  std::string reason;
};

/// Factor and entries must be of the incident: check that before the transaction.
Result<domain::ActionItem> add(journal::Transaction& tx, const Ports& ports, const domain::Principal& who,
                               std::int64_t incident, NewAction wanted);
Result<domain::ActionItem> change(journal::Transaction& tx, const Ports& ports, const domain::Principal& who,
                                  std::int64_t number, const Change& wanted, Version expected);
Result<domain::ActionItem> remove(journal::Transaction& tx, const domain::Principal& who, std::int64_t number,
                                  Version expected);
Result<domain::ActionItem> restore(journal::Transaction& tx, const domain::Principal& who, std::int64_t number,
                                   Version expected);

/// An action that `who` may read.
Result<domain::ActionItem> get(db::Connection& db, const domain::Principal& who, std::int64_t number);
/// Answers for ListActions.
std::vector<domain::ActionItem> list_actions(db::Connection& db, const domain::Principal& who,
                                             const std::vector<std::int64_t>& incidents, bool open_only);

/// The handler of the hourly job kRemindJob: tells owners of actions that are due within three days, once, and of
/// overdue ones when they are and each week after.
inline constexpr std::string_view kRemindJob = "actions.remind";
std::optional<Instant> remind(journal::Journal& journal, const Ports& ports);

/// Brings proofs in step with what the facts tell: an alert that fired after an action was done which promised that it
/// would not, reopens that action; a drill that was passed proves one. Doing it twice changes nothing.
void keep(journal::Journal& journal, const Ports& ports, const std::vector<domain::Fact>& facts);

/// The handler of the job kProveJob, every ten minutes: looks into the logs of later incidents, and calls proven what
/// has held for as long as its check asks.
inline constexpr std::string_view kProveJob = "actions.prove";
std::optional<Instant> prove(journal::Journal& journal, const Ports& ports);

std::vector<Route> routes(journal::Journal& journal, Ports ports);

}  // namespace debrief::features::actions
