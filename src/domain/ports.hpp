// SPDX-License-Identifier: Apache-2.0
// The questions that one slice asks another. app/wiring.cpp gives each its answer. All are safe to call from
// any worker, outside of transactions, and apply the policy for `who`.
#pragma once

#include "base/json.hpp"
#include "base/result.hpp"
#include "domain/access.hpp"
#include "domain/account.hpp"
#include "domain/action.hpp"
#include "domain/coordination.hpp"
#include "domain/duty.hpp"
#include "domain/evidence.hpp"
#include "domain/fact.hpp"
#include "domain/factor.hpp"
#include "domain/incident.hpp"
#include "domain/match.hpp"
#include "domain/notice.hpp"
#include "domain/outgoing.hpp"
#include "domain/postmortem.hpp"
#include "domain/runbook.hpp"
#include "domain/signal.hpp"
#include "domain/team.hpp"
#include "domain/timeline.hpp"

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace debrief::journal {
class Transaction;
struct Origin;
}

namespace debrief::domain {

/// An alert as it stands.
struct Alert {
  std::string id;
  std::string name;
  bool firing = true;
  std::string fingerprint;
  Instant starts_at;
  std::optional<Instant> ends_at;
  std::map<std::string, std::string> labels;
  std::map<std::string, std::string> annotations;
  std::string source;
  std::string url;
};

/// The incident, if `who` may read it. Errors: not_found.
using GetIncident = std::function<Result<Incident>(const Principal& who, std::int64_t number)>;
/// Its timeline, everything, in the order of occurred_at; hidden entries included.
using ListTimeline = std::function<Result<std::vector<TimelineEntry>>(const Principal& who, std::int64_t number)>;
using ListAlerts = std::function<Result<std::vector<Alert>>(const Principal& who, std::int64_t number)>;
/// Its evidence, and what could not be read of it.
struct EvidenceOf {
  std::vector<Evidence> items;
  std::vector<Unread> unread;
};
using ListEvidence = std::function<Result<EvidenceOf>(const Principal& who, std::int64_t number)>;
/// One source of an incident's logs, and the stretches of a time in which it has lines, to a minute.
struct LogCoverage {
  std::string source;
  std::vector<std::pair<Instant, Instant>> spans;
};
/// All sources of its logs. Absent while logs are still being read, and when it would take too long to tell.
using FindLogCoverage = std::function<Result<std::optional<std::vector<LogCoverage>>>(
    const Principal& who, std::int64_t number, Instant from, Instant until)>;
/// A kind of message in an incident's logs. The id is the same in every incident.
struct LogTemplate {
  std::string id;
  std::string text;
  std::uint64_t lines = 0;
  bool trouble = false;  ///< a warning or worse
};
/// Those of its logs as far as they are read: trouble first, then by rarity within it; at most 1,000.
using ListLogTemplates = std::function<Result<std::vector<LogTemplate>>(const Principal& who, std::int64_t number)>;
using FindPostmortem = std::function<Result<std::optional<Postmortem>>(const Principal& who, std::int64_t number)>;
/// Past incidents that resemble this one, best first.
using ListSimilar = std::function<Result<std::vector<Match>>(const Principal& who, std::int64_t number, std::size_t limit)>;

/// The runbooks whose rules or services fit the incident, best first; archived ones never.
using ListRunbooksFor = std::function<Result<std::vector<RunbookFit>>(const Principal& who, std::int64_t number)>;
/// The same for names and words without an incident, such as those of a pattern.
using FitRunbooks = std::function<std::vector<RunbookFit>(const Principal& who, const RunbookQuestion& question)>;

/// An incident that is recorded after the fact, from evidence or from the archive.
struct Backfill {
  std::string title;
  std::string summary;
  std::optional<std::string> severity;
  std::vector<std::string> services;
  std::string state = "documenting";  ///< or "closed" for the archive
  std::vector<std::pair<std::string, Instant>> milestones;
  std::vector<std::pair<std::string, std::string>> roles;  ///< role id, person; from the first milestone on
  std::optional<std::string> source_url;
  Instant occurred_at;  ///< of the declaration fact
};

/// Declares the incident inside the caller's transaction and returns its number.
using RecordBackfill = std::function<Result<std::int64_t>(journal::Transaction&, const Principal& who, const Backfill&)>;

/// Reads the message of a monitoring system of one kind. Errors: why it cannot be read at all.
using ReadSignals = std::function<Result<SignalBatch>(std::string_view body)>;

/// Where signals come from. Alerts of one source with equal values of the labels `group_by` are one incident.
struct SignalSource {
  std::string id;
  std::string name;
  std::vector<std::string> group_by;
};
struct IntakeResult {
  std::int64_t recorded = 0;            ///< new facts about alerts
  std::int64_t known = 0;               ///< signals told before
  std::vector<std::int64_t> incidents;  ///< that were touched, each once
};
/// Declares incidents for signals, attaches them, resolves alerts, inside the caller's transaction.
using TakeInSignals =
    std::function<IntakeResult(journal::Transaction&, const SignalSource&, const std::vector<Signal>&)>;

/// How a fact looks on the timeline; absent for facts that it does not show.
using ProjectFact = std::function<std::optional<TimelineEntry>(const Fact&)>;

/// The id of the account with this name or e-mail address, if there is one.
using FindUserId = std::function<std::optional<std::string>(std::string_view person)>;

/// Everybody with an account that is not deactivated, by name.
using ListMembers = std::function<std::vector<Member>()>;
/// All teams, by name.
using ListTeams = std::function<std::vector<Team>()>;
/// Those that the account belongs to, by name.
using TeamsOf = std::function<std::vector<Team>(const std::string& user_id)>;
/// Tells people, in the caller's transaction: they hear of it when that is committed.
using Notify = std::function<void(journal::Transaction&, const Notice&)>;
/// Sends to a program outside, in the caller's transaction: it leaves when that is committed. Nothing happens when the
/// endpoint is gone.
using Deliver = std::function<void(journal::Transaction&, const OutgoingMessage&)>;
/// Sets up an endpoint in the caller's transaction and returns its id. Errors: invalid (kind or address).
using AddEndpoint = std::function<Result<std::string>(journal::Transaction&, const EndpointWanted&)>;
/// Nothing more is sent to it, waiting messages neither.
using RemoveEndpoint = std::function<void(journal::Transaction&, const std::string& id)>;
/// Sends a mail to somebody without an account, in the caller's transaction. Nothing happens without a mail server.
using MailOutside = std::function<void(journal::Transaction&, const OutsideMail&)>;
/// Who had to do with the incident, those with roles first.
using ListInvolved = std::function<Result<std::vector<Involved>>(const Principal& who, std::int64_t number)>;

/// Drafts the postmortem from a template (empty: the usual one) in a transaction of its own. Errors: conflict when
/// there is one already.
using DraftPostmortem = std::function<Result<Postmortem>(const journal::Origin&, const Principal& who,
                                                         std::int64_t number, std::string_view template_id)>;
/// Adds Markdown at the end of the section with this title, which is made at the end of the text when it does not
/// exist, as an edit of `who` like any other, in the caller's transaction.
using AddToPostmortem = std::function<Result<>(journal::Transaction&, const Principal& who, std::int64_t number,
                                               std::string_view section, std::string_view markdown)>;

/// The action items of these incidents, as far as `who` may read them, those due first at the front; `open_only` leaves
/// out those that are done or given up.
using ListActions = std::function<std::vector<ActionItem>(const Principal& who, const std::vector<std::int64_t>& incidents,
                                                          bool open_only)>;

/// The duty to write a postmortem, if the incident has one.
using FindDuty = std::function<Result<std::optional<Duty>>(const Principal& who, std::int64_t number)>;
using ListFactors = std::function<Result<FactorGraph>(const Principal& who, std::int64_t number)>;
/// The accounts of an incident; texts of those not given yet are shown to their authors only.
using ListAccounts = std::function<Result<std::vector<Account>>(const Principal& who, std::int64_t number)>;

/// Its tasks, open ones first in the order of their dates.
using ListTasks = std::function<Result<std::vector<Task>>(const Principal& who, std::int64_t number)>;
/// What people thought could explain it, in the order in which it came up.
using ListHypotheses = std::function<Result<std::vector<Hypothesis>>(const Principal& who, std::int64_t number)>;
/// What its audiences were told, newest first.
using ListUpdates = std::function<Result<std::vector<Update>>(const Principal& who, std::int64_t number)>;
/// When which audience is to hear of it next, soonest first; empty once nobody waits any more.
using ListUpdatesDue = std::function<Result<std::vector<UpdateDue>>(const Principal& who, std::int64_t number)>;

}  // namespace debrief::domain
