// SPDX-License-Identifier: Apache-2.0
// The incidents slice: declaring, changing, roles, milestones, notes, and the intake of alerts.
//
// Functions that take a Transaction write in it, apply the policy for `who`, and leave one fact for each
// change. They belong on the writer thread (Journal::write). The others read. Errors: invalid, not_found,
// forbidden, conflict, precondition.
#pragma once

#include "base/result.hpp"
#include "domain/access.hpp"
#include "domain/incident.hpp"
#include "domain/ports.hpp"
#include "domain/signal.hpp"
#include "domain/timeline.hpp"
#include "routing/route.hpp"
#include "journal/journal.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace debrief::features::incidents {

/// Values by the ids of fields; nothing takes a value away.
using FieldChanges = std::map<std::string, std::optional<std::string>>;

struct Declaration {
  std::string title = {};
  std::string summary = {};
  std::optional<std::string> severity = {};
  domain::Kind kind = domain::Kind::normal;
  std::string state = {};  ///< empty: the first active one
  std::vector<std::string> services = {};
  std::optional<Instant> started_at = {};
  domain::Visibility visibility = domain::Visibility::everyone;
  FieldChanges fields = {};
};

/// Absent members stay as they are. `severity` holding nothing inside removes it; the effects likewise become unknown.
struct Change {
  std::optional<std::string> title = {};
  std::optional<std::string> summary = {};
  std::optional<std::string> impact = {};
  std::optional<std::optional<std::string>> severity = {};
  std::optional<std::optional<bool>> customer_impact = {};
  std::optional<std::optional<bool>> data_loss = {};
  std::optional<std::string> state = {};
  std::string reason = {};  ///< needed when the state brings back what was over
  std::optional<std::vector<std::string>> services = {};
  std::optional<domain::Visibility> visibility = {};
  FieldChanges fields = {};
  std::optional<Instant> occurred_at = {};  ///< when it was so; absent: now
};

struct Filter {
  std::vector<domain::Phase> phases = {};  ///< empty: all
  std::optional<std::string> severity = {};
  std::optional<std::string> service = {};
  std::optional<domain::Kind> kind = {};
  std::optional<std::string> words = {};
  std::optional<std::pair<std::string, std::string>> field = {};  ///< id of a field, and its value
  bool merged = false;  ///< also those that go on in another incident
};

struct Page {
  std::vector<domain::Incident> items;
  std::vector<std::int64_t> merged;  ///< the numbers of those of them that go on in another incident
  std::optional<std::int64_t> next;
  std::int64_t total = 0;
};

Result<domain::Incident> declare(journal::Transaction& tx, const domain::Principal& who, const Declaration& declaration);
Result<domain::Incident> change(journal::Transaction& tx, const domain::Principal& who, std::int64_t number,
                                std::optional<std::int64_t> expected_version, const Change& change);
/// Ends an incident that turned out to be another one; one that is over stays as it is.
Result<> close_as_duplicate(journal::Transaction& tx, const domain::Principal& who, std::int64_t number);
Result<domain::Incident> set_milestone(journal::Transaction& tx, const domain::Principal& who, std::int64_t number,
                                       const std::string& name, Instant at, const std::string& reason);
Result<domain::Incident> clear_milestone(journal::Transaction& tx, const domain::Principal& who, std::int64_t number,
                                         const std::string& name);
Result<domain::Incident> assign_role(journal::Transaction& tx, const domain::Principal& who, std::int64_t number,
                                     const std::string& role, const std::string& person,
                                     const std::optional<std::string>& user_id, std::optional<Instant> from);
Result<domain::Incident> end_role(journal::Transaction& tx, const domain::Principal& who, std::int64_t number,
                                  const std::string& id, std::optional<Instant> until);
/// Gives a role from its holder (`from`; empty: whoever holds it now) to somebody else, with what the one who takes it
/// over must know. The new holder is told. Errors: conflict when nobody holds it, or `to` does.
struct HandOver {
  std::string role;
  std::string from;
  std::string to;
  std::optional<std::string> to_id;  ///< the account, when there is one
  std::string summary;
  std::optional<Instant> occurred_at = {};
};
Result<domain::Incident> hand_over(journal::Transaction& tx, const domain::Notify& notify, const domain::Principal& who,
                                   std::int64_t number, const HandOver& wanted);
Result<domain::Fact> add_note(journal::Transaction& tx, const domain::Principal& who, std::int64_t number,
                              const std::string& kind, const std::string& text, std::optional<Instant> occurred_at);
Result<std::int64_t> record_backfill(journal::Transaction& tx, const domain::Principal& who,
                                     const domain::Backfill& backfill);

/// Takes signals in: declares, attaches, resolves. Repetition and order change nothing.
domain::IntakeResult take_in(journal::Transaction& tx, const domain::SignalSource& source, const std::vector<domain::Signal>& signals);

Result<domain::Incident> get(db::Connection& db, const domain::Principal& who, std::int64_t number);
Result<std::vector<domain::Alert>> list_alerts(db::Connection& db, const domain::Principal& who, std::int64_t number);
Page list(db::Connection& db, const domain::Principal& who, const Filter& filter, std::optional<std::int64_t> after,
          std::int64_t limit);

/// What this slice asks others. `find_user` links a role's holder to an account, `project` shows a note as the timeline
/// will; the others are for summaries of hand-overs.
struct Ports {
  domain::FindUserId find_user;
  domain::ProjectFact project;
  domain::ListTasks list_tasks;
  domain::ListHypotheses list_hypotheses;
  domain::ListUpdates list_updates;
  domain::ListUpdatesDue list_updates_due;
  domain::Notify notify;
};

/// The slice's part of the route table.
std::vector<Route> routes(journal::Journal& journal, Ports ports);

}  // namespace debrief::features::incidents
