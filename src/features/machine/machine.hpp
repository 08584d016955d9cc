// SPDX-License-Identifier: Apache-2.0
// The machine slice: where a language model is set up, it proposes a summary of an incident, or answers a question
// about it, from redacted timeline entries, with citations. What it writes is marked as such until a person accepts
// it. Nothing else depends on it.
//
// What was sent is kept with what came back, whatever that was. Errors: invalid, not_found, forbidden, conflict,
// unavailable (the machine cannot be reached, or its text was rejected).
#pragma once

#include "domain/ports.hpp"
#include "features/machine/prompt.hpp"
#include "journal/journal.hpp"
#include "routing/route.hpp"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace debrief::features::machine {

/// Sends the body of a chat completion and returns that of the answer. May take a minute; not for use inside of
/// transactions. Errors: unavailable.
using AskModel = std::function<Result<std::string>(const std::string& body)>;

struct Ports {
  domain::GetIncident get_incident;
  domain::ListTimeline list_timeline;
  domain::ListMembers list_members;
  domain::FindPostmortem find_postmortem;
  domain::AddToPostmortem add_to_postmortem;
  AskModel ask;  ///< unset: no machine is set up
  std::string model;
};

/// `refused`: its text was rejected; `failed`: no text came.
enum class State { proposed, accepted, rejected, refused, failed };
[[nodiscard]] std::string_view to_text(State state);

/// Something that a machine was asked, and what came of it.
struct Proposal {
  std::string id;
  std::int64_t incident = 0;
  Task task = Task::summary;
  std::string question;  ///< as it was asked; empty for a summary
  std::string model;
  std::string sent;  ///< exactly, as JSON
  std::string sent_sha256;
  std::string answer;  ///< Markdown with citations
  State state = State::proposed;
  std::string reason;  ///< why it was refused or failed
  std::string asked_by;
  std::string asked_by_id;
  Instant asked_at;
  std::optional<std::string> settled_by;
  std::optional<Instant> settled_at;
};

struct Wanted {
  Task task = Task::summary;
  std::string question;
  bool private_confirmed = false;  ///< a private incident may be sent
};
/// Asks the machine; not inside of a transaction. A summary takes Action::edit, a question Action::respond.
Result<Proposal> propose(journal::Journal& journal, const Ports& ports, const journal::Origin& origin,
                         const domain::Principal& who, std::int64_t number, const Wanted& wanted);

/// Where an accepted summary goes, and as what.
struct Addition {
  std::string section;
  std::string markdown;
};
/// The section for summaries of a document, made when it has none. Pure.
[[nodiscard]] Addition addition_of(const Proposal& proposal, std::string_view accepted_by, std::string_view document);

/// Accepts or rejects what was proposed. An accepted summary becomes part of the postmortem. Read the document before
/// the transaction; without one no summary can be accepted.
Result<Proposal> settle(journal::Transaction& tx, const Ports& ports, const domain::Principal& who, std::int64_t number,
                        const std::string& id, State state, const std::optional<domain::Postmortem>& document);

/// The newest first.
Result<std::vector<Proposal>> list(db::Connection& db, const domain::Principal& who, std::int64_t number);

std::vector<Route> routes(journal::Journal& journal, Ports ports);

}  // namespace debrief::features::machine
