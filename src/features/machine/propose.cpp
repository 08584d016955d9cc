// SPDX-License-Identifier: Apache-2.0
#include "base/hash.hpp"
#include "base/ids.hpp"
#include "base/text.hpp"
#include "domain/events.hpp"
#include "features/machine/answer.hpp"
#include "features/machine/machine.hpp"
#include "features/machine/store.hpp"
#include "journal/visibility.hpp"

namespace debrief::features::machine {
namespace {

using domain::Action;

constexpr std::int64_t kMostListed = 50;

Result<> check(db::Connection& db, const Ports& ports, const domain::Principal& who, std::int64_t number,
               const Wanted& wanted) {
  TRY(journal::require_incident(db, who, wanted.task == Task::summary ? Action::edit : Action::respond, number));
  if (!ports.ask)
    return conflict("no machine is set up").with_help("It is optional: see --machine-url in the settings.");
  if (wanted.task == Task::question && trim(wanted.question).empty())
    return invalid("the question is empty").at("/question");
  return {};
}

Result<> check_private(const domain::Incident& incident, const Wanted& wanted) {
  if (incident.visibility != domain::Visibility::private_ || wanted.private_confirmed) return {};
  return conflict("{} is private: its entries would leave this server", domain::incident_key(incident.number))
      .with_help("Send \"confirm_private\": true if they may.");
}

// What came of it: the text with citations, or why there is none.
Proposal with_outcome(Proposal proposal, const Result<std::string>& reply, const Labels& labels) {
  const auto fail = [&](State state, const Error& error) {
    proposal.state = state;
    proposal.reason = error.message;
    return proposal;
  };
  if (!reply) return fail(State::failed, reply.error());
  const auto text = text_of_reply(*reply);
  if (!text) return fail(State::refused, text.error());
  auto markdown = cited_markdown(*text, labels);
  if (!markdown) return fail(State::refused, markdown.error());
  proposal.answer = std::move(*markdown);
  return proposal;
}

}  // namespace

Result<Proposal> propose(journal::Journal& journal, const Ports& ports, const journal::Origin& origin,
                         const domain::Principal& who, std::int64_t number, const Wanted& wanted) {
  TRY(journal.database().read([&](db::Connection& db) { return check(db, ports, who, number, wanted); }));
  const auto incident = TRY(ports.get_incident(who, number));
  TRY(check_private(incident, wanted));
  const auto entries = TRY(ports.list_timeline(who, number));
  std::vector<std::string> members;
  for (const auto& member : ports.list_members()) members.push_back(member.name);
  const Prompt prompt = prompt_for(wanted.task, {incident, entries, members}, wanted.question);
  if (prompt.labels.empty())
    return conflict("the timeline of {} is empty", domain::incident_key(number)).with_help("Add what is known first.");
  Proposal proposal;
  proposal.incident = number;
  proposal.task = wanted.task;
  proposal.question = wanted.question;
  proposal.model = ports.model;
  proposal.sent = request_body(prompt, ports.model);
  proposal.sent_sha256 = to_hex(sha256(proposal.sent));
  proposal.asked_by = who.name;
  proposal.asked_by_id = who.id;
  proposal.asked_at = journal.clock().now();
  proposal.id = new_id(proposal.asked_at);
  proposal = with_outcome(std::move(proposal), ports.ask(proposal.sent), prompt.labels);
  journal::Origin recorded_by = origin;
  // A request that brought nothing can be repeated under the same key.
  if (proposal.state != State::proposed) recorded_by.idempotency.reset();
  return journal.write(recorded_by, [&](journal::Transaction& tx) -> Result<Proposal> {
    store::insert(tx.db, proposal);
    if (proposal.state == State::proposed)
      tx.append({number,
                 std::string(domain::events::kMachineProposed),
                 tx.now(),
                 {{"id", proposal.id},
                  {"task", to_text(proposal.task)},
                  {"model", proposal.model},
                  {"sha256", proposal.sent_sha256}}});
    return proposal;
  });
}

Result<std::vector<Proposal>> list(db::Connection& db, const domain::Principal& who, std::int64_t number) {
  TRY(journal::require_incident(db, who, Action::read, number));
  return store::list(db, number, kMostListed);
}

}  // namespace debrief::features::machine
