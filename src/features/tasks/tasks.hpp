// SPDX-License-Identifier: Apache-2.0
// The tasks slice: what is to be done now, by whom and by when, so that the incident ends.
//
// Functions that take a Transaction write in it, apply the policy for `who`, and leave facts; `expected` is the version
// that the caller has seen, absent when it does not matter. The others read. Errors: invalid, not_found, forbidden,
// precondition.
#pragma once

#include "domain/ports.hpp"
#include "journal/journal.hpp"
#include "routing/route.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace debrief::features::tasks {

inline constexpr std::size_t kLongestTitle = 500;  // bytes
inline constexpr std::size_t kLongestNote = 2000;  // bytes
inline constexpr std::int64_t kMostTasks = 1000;   // of one incident

struct Ports {
  domain::FindUserId find_user_id;
  domain::Notify notify;
};

/// Look the account up before the transaction.
struct Owner {
  std::string name;               ///< empty: nobody
  std::optional<std::string> id;  ///< of the account, when there is one
};
[[nodiscard]] Owner owner_named(const Ports& ports, std::string_view name);

struct NewTask {
  std::string title;
  Owner owner;
  std::optional<Instant> due_at;
  std::optional<std::string> run;  ///< of a runbook, in the same incident
  std::optional<Instant> occurred_at;
};

/// Absent members stay as they are; `due_at` holding nothing inside removes it.
struct Change {
  std::optional<std::string> title;
  std::optional<Owner> owner;
  std::optional<std::optional<Instant>> due_at;
  std::optional<domain::TaskState> state;
  std::optional<std::string> note;
  std::optional<Instant> occurred_at;
};

/// The owner is told, unless it is `who`.
Result<domain::Task> add(journal::Transaction& tx, const Ports& ports, const domain::Principal& who, std::int64_t incident,
                         const NewTask& wanted);
/// A new owner is told. What says the same changes nothing.
Result<domain::Task> change(journal::Transaction& tx, const Ports& ports, const domain::Principal& who,
                            std::int64_t incident, const std::string& id, const Change& wanted,
                            std::optional<std::int64_t> expected);

/// Answer for ListTasks.
Result<std::vector<domain::Task>> list(db::Connection& db, const domain::Principal& who, std::int64_t incident);

/// The handler of the job kRemindJob, each minute: tells owners of open tasks that are due, once for each due time.
inline constexpr std::string_view kRemindJob = "tasks.remind";
std::optional<Instant> remind(journal::Journal& journal, const Ports& ports);

std::vector<Route> routes(journal::Journal& journal, Ports ports);

}  // namespace debrief::features::tasks
