// SPDX-License-Identifier: Apache-2.0
// The runbooks slice: what to do when something happens, step by step; which incidents a runbook fits; its runs inside
// incidents.
//
// Functions that take a Transaction write in it, apply the policy for `who`, and leave facts; `expected` is the version
// that the caller has seen, absent when it does not matter. The others read. A runbook that was distilled from an
// incident exists only for those who may read that incident. Errors: invalid, not_found, forbidden, conflict,
// precondition.
#pragma once

#include "domain/ports.hpp"
#include "features/runbooks/distil.hpp"
#include "features/runbooks/rules.hpp"
#include "features/runbooks/run.hpp"
#include "journal/journal.hpp"
#include "routing/route.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace debrief::features::runbooks {

inline constexpr std::size_t kLongestTitle = 300;        // bytes
inline constexpr std::size_t kLongestMarkdown = 200'000;  // bytes
inline constexpr std::size_t kMostSteps = 200;
inline constexpr std::size_t kMostServices = 50;
inline constexpr std::int64_t kMostReviewDays = 3650;
inline constexpr std::size_t kLongestNote = 2000;  // bytes

struct Ports {
  domain::GetIncident get_incident;
  domain::ListTimeline list_timeline;
  domain::ListAlerts list_alerts;
  domain::ListAccounts list_accounts;
  domain::FindPostmortem find_postmortem;
  domain::ListSimilar list_similar;
  domain::FindUserId find_user_id;
  domain::Notify notify;
};

struct Owner {
  std::string name;               ///< empty: nobody
  std::optional<std::string> id;  ///< of the account, when there is one
};

struct Runbook {
  std::int64_t number = 0;
  std::int64_t version = 1;
  std::string title;
  Owner owner;
  std::vector<std::string> services;
  std::vector<Rule> rules;
  std::string markdown;
  std::int64_t review_days = 0;        ///< how often it is to be looked at; 0: never asked for
  std::optional<Instant> review_at;    ///< when next
  std::optional<std::int64_t> origin;  ///< the incident that it was distilled from
  std::optional<Instant> archived_at;
  Instant created_at;
  Instant updated_at;
  std::string author;                  ///< of the newest version
};

/// What is absent stays as it is; a new runbook needs a title.
struct Wanted {
  std::optional<std::string> title;
  std::optional<Owner> owner;
  std::optional<std::vector<std::string>> services;
  std::optional<std::vector<Rule>> rules;
  std::optional<std::string> markdown;
  std::optional<std::int64_t> review_days;
  std::optional<std::int64_t> origin;  ///< for a new one only
};

Result<Runbook> add(journal::Transaction& tx, const domain::Principal& who, const Wanted& wanted);
/// Makes the next version. One that says the same changes nothing.
Result<Runbook> change(journal::Transaction& tx, const domain::Principal& who, std::int64_t number, const Wanted& wanted,
                       std::optional<std::int64_t> expected);
Result<Runbook> set_archived(journal::Transaction& tx, const domain::Principal& who, std::int64_t number, bool archived);
/// Says that somebody looked at it and it holds: the next review is asked for from now on.
Result<Runbook> mark_reviewed(journal::Transaction& tx, const domain::Principal& who, std::int64_t number);

Result<Runbook> get(db::Connection& db, const domain::Principal& who, std::int64_t number);

/// Answers for ListRunbooksFor and FitRunbooks: by rules and services alone.
Result<std::vector<domain::RunbookFit>> list_for(journal::Journal& journal, const Ports& ports, const domain::Principal& who,
                                                 std::int64_t incident);
std::vector<domain::RunbookFit> fit_all(db::Connection& db, const domain::Principal& who,
                                        const domain::RunbookQuestion& question, Instant now);
/// list_for, and what past incidents that resemble this one add: a runbook that came from one, or solved one.
Result<std::vector<domain::RunbookFit>> recommend(journal::Journal& journal, const Ports& ports,
                                                  const domain::Principal& who, std::int64_t incident);

/// Begins a run. Errors: conflict when the incident has an open one of the same runbook, or it has no steps.
Result<Run> start_run(journal::Transaction& tx, const domain::Principal& who, std::int64_t incident, std::int64_t runbook);
/// Says how a step stands. Skipping needs a note. `expected` is the step's version.
Result<Run> set_step(journal::Transaction& tx, const domain::Principal& who, std::int64_t incident, const std::string& run,
                     std::int64_t place, const StepChange& change, std::optional<std::int64_t> expected);
Result<Run> end_run(journal::Transaction& tx, const domain::Principal& who, std::int64_t incident, const std::string& run,
                    RunOutcome outcome, const std::string& note);
/// Takes the end back.
Result<Run> reopen_run(journal::Transaction& tx, const domain::Principal& who, std::int64_t incident, const std::string& run);

/// The handler of the hourly job kRemindJob: on working days, tells owners of runbooks whose review is due, once a week.
inline constexpr std::string_view kRemindJob = "runbooks.remind";
std::optional<Instant> remind(journal::Journal& journal, const Ports& ports);

std::vector<Route> routes(journal::Journal& journal, Ports ports);

}  // namespace debrief::features::runbooks
