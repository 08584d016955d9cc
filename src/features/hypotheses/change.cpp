// SPDX-License-Identifier: Apache-2.0
#include "features/hypotheses/hypotheses.hpp"
#include "features/hypotheses/store.hpp"

#include "base/ids.hpp"
#include "base/text.hpp"
#include "domain/events.hpp"
#include "journal/visibility.hpp"

namespace debrief::features::hypotheses {
namespace {

using domain::Argument;
using domain::Hypothesis;
using domain::HypothesisState;
namespace events = domain::events;

Result<std::string> check_text(std::string_view given, std::string_view help) {
  std::string text(trim(given));
  if (text.empty()) return invalid("the text must not be empty").at("/text").with_help(std::string(help));
  return text;
}

Result<Hypothesis> find_for(journal::Transaction& tx, const domain::Principal& who, std::int64_t incident,
                            const std::string& id) {
  TRY(journal::require_incident(tx.db, who, domain::Action::respond, incident));
  auto found = store::find(tx.db, incident, id);
  if (!found) return not_found("this incident has no such hypothesis");
  return std::move(*found);
}

}  // namespace

Result<Hypothesis> add(journal::Transaction& tx, const domain::Principal& who, std::int64_t incident,
                       const std::string& text, std::optional<Instant> occurred_at) {
  TRY(journal::require_incident(tx.db, who, domain::Action::respond, incident));
  if (store::count(tx.db, incident) >= kMostHypotheses)
    return conflict("this incident has {} hypotheses already", kMostHypotheses);
  Hypothesis hypothesis;
  hypothesis.id = new_id(tx.now());
  hypothesis.incident = incident;
  hypothesis.text = TRY(check_text(text, "Say what could explain what you see."));
  hypothesis.by = who.name;
  hypothesis.at = occurred_at.value_or(tx.now());
  store::insert(tx.db, hypothesis);
  tx.append({incident, std::string(events::kHypothesisAdded), hypothesis.at,
             {{"id", hypothesis.id}, {"text", hypothesis.text}}});
  return hypothesis;
}

Result<Hypothesis> argue(journal::Transaction& tx, const domain::Principal& who, std::int64_t incident,
                         const std::string& id, const NewArgument& wanted) {
  Hypothesis hypothesis = TRY(find_for(tx, who, incident, id));
  if (hypothesis.arguments.size() >= kMostArguments)
    return conflict("this hypothesis has {} arguments already", kMostArguments);
  for (const std::int64_t entry : wanted.entries)
    if (!store::has_entry(tx.db, incident, entry))
      return invalid("the timeline of this incident has no entry {}", entry).at("/entries");
  Argument argument;
  argument.id = new_id(tx.now());
  argument.stance = wanted.stance;
  argument.text = TRY(check_text(wanted.text, "Say what speaks for or against it."));
  argument.entries = wanted.entries;
  argument.evidence = wanted.evidence;
  argument.by = who.name;
  argument.at = wanted.occurred_at.value_or(tx.now());
  store::insert_argument(tx.db, id, argument);
  json::array entries(argument.entries.begin(), argument.entries.end());
  json::array evidence(argument.evidence.begin(), argument.evidence.end());
  tx.append({incident, std::string(events::kHypothesisArgued), argument.at,
             {{"id", id}, {"hypothesis", hypothesis.text}, {"argument", argument.id}, {"stance", to_text(argument.stance)},
              {"text", argument.text}, {"entries", std::move(entries)}, {"evidence", std::move(evidence)}}});
  hypothesis.arguments.push_back(std::move(argument));
  return hypothesis;
}

Result<Hypothesis> settle(journal::Transaction& tx, const domain::Principal& who, std::int64_t incident,
                          const std::string& id, const Settling& wanted, std::optional<std::int64_t> expected) {
  Hypothesis hypothesis = TRY(find_for(tx, who, incident, id));
  if (expected && *expected != hypothesis.version)
    return make_error(ErrorCode::precondition, "the hypothesis was changed meanwhile (version {}, yours is {})",
                      hypothesis.version, *expected)
        .with_help("Load it again and repeat your change.");
  const std::string reason(trim(wanted.reason));
  if (wanted.state != HypothesisState::open && reason.empty())
    return invalid("a hypothesis is settled with a reason")
        .at("/reason")
        .with_help("Say what showed it, or why it is not followed any more.");
  if (wanted.state == hypothesis.state && reason == hypothesis.reason) return hypothesis;
  const HypothesisState from = hypothesis.state;
  const Instant at = wanted.occurred_at.value_or(tx.now());
  hypothesis.state = wanted.state;
  hypothesis.reason = reason;
  hypothesis.settled_at = wanted.state == HypothesisState::open ? std::nullopt : std::optional(at);
  ++hypothesis.version;
  store::update(tx.db, hypothesis);
  tx.append({incident, std::string(events::kHypothesisMoved), at,
             {{"id", id}, {"text", hypothesis.text}, {"from", to_text(from)}, {"to", to_text(hypothesis.state)},
              {"reason", reason}}});
  return hypothesis;
}

Result<std::vector<Hypothesis>> list(db::Connection& db, const domain::Principal& who, std::int64_t incident) {
  TRY(journal::require_incident(db, who, domain::Action::read, incident));
  return store::list(db, incident);
}

}  // namespace debrief::features::hypotheses
