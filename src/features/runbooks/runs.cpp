// SPDX-License-Identifier: Apache-2.0
#include "features/runbooks/run_store.hpp"
#include "features/runbooks/runbooks.hpp"
#include "features/runbooks/steps.hpp"
#include "features/runbooks/store.hpp"

#include "base/ids.hpp"
#include "base/text.hpp"
#include "domain/events.hpp"
#include "journal/visibility.hpp"

#include <algorithm>

namespace debrief::features::runbooks {
namespace {

namespace events = domain::events;

Result<Run> open(journal::Transaction& tx, const domain::Principal& who, std::int64_t incident, const std::string& id) {
  TRY(journal::require_incident(tx.db, who, domain::Action::respond, incident));
  auto run = store::find_run(tx.db, incident, id);
  if (!run) return not_found("{} has no such run of a runbook", domain::incident_key(incident));
  return std::move(*run);
}

void leave(journal::Transaction& tx, std::int64_t incident, std::string_view kind, json::object data) {
  tx.append({incident, std::string(kind), tx.now(), std::move(data)});
}

Result<std::string> check_note(std::string_view text) {
  const auto note = trim(text);
  if (note.size() > kLongestNote) return too_large("a note may have at most {} bytes", kLongestNote).at("/note");
  return std::string(note);
}

}  // namespace

Result<Run> start_run(journal::Transaction& tx, const domain::Principal& who, std::int64_t incident, std::int64_t runbook) {
  TRY(journal::require_incident(tx.db, who, domain::Action::respond, incident));
  const Runbook book = TRY(get(tx.db, who, runbook));
  if (book.archived_at) return conflict("“{}” is archived", shorten(book.title, 60)).with_help("Restore it first.");
  if (store::find_open_run(tx.db, incident, runbook))
    return conflict("“{}” is being run here already", shorten(book.title, 60)).with_help("Join in: everybody works on the same steps.");
  Run run;
  run.id = new_id(tx.now());
  run.runbook = runbook;
  run.version = book.version;
  run.incident = incident;
  run.title = book.title;
  run.started_at = tx.now();
  run.started_by = who.name;
  for (auto& step : read_steps(book.markdown)) {
    RunStep kept;
    kept.place = static_cast<std::int64_t>(run.steps.size()) + 1;
    kept.key = std::move(step.key);
    kept.section = std::move(step.section);
    kept.title = std::move(step.title);
    kept.markdown = std::move(step.markdown);
    run.steps.push_back(std::move(kept));
  }
  if (run.steps.empty())
    return conflict("“{}” has no steps", shorten(book.title, 60)).with_help("Write them as a numbered list: 1. Look at …");
  store::insert_run(tx.db, run);
  leave(tx, incident, events::kRunStarted,
        {{"id", run.id}, {"runbook", runbook}, {"version", book.version}, {"title", run.title}, {"steps", run.steps.size()}});
  return run;
}

Result<Run> set_step(journal::Transaction& tx, const domain::Principal& who, std::int64_t incident, const std::string& id,
                     std::int64_t place, const StepChange& change, std::optional<std::int64_t> expected) {
  Run run = TRY(open(tx, who, incident, id));
  if (run.ended_at) return conflict("this run has ended").with_help("Go on with it first.");
  const auto found = std::find_if(run.steps.begin(), run.steps.end(), [&](const RunStep& s) { return s.place == place; });
  if (found == run.steps.end()) return not_found("this run has no step {}", place);
  RunStep& step = *found;
  if (expected && *expected != step.version)
    return make_error(ErrorCode::precondition, "{} said of this step meanwhile: {}", step.who.empty() ? "somebody" : step.who,
                      to_text(step.state))
        .with_help("Look at it again, then say how it stands.")
        .at("If-Match");
  const std::string note = change.note ? TRY(check_note(*change.note)) : step.note;
  if (change.state == StepState::skipped && note.empty())
    return invalid("a step that is left out needs a reason").at("/note").with_help("Say in a few words why.");
  if (step.state == change.state && step.note == note && step.who == who.name) return run;
  json::object data{{"id", run.id},         {"runbook", run.runbook},
                    {"runbook_title", run.title}, {"place", place},
                    {"step", step.key},     {"title", step.title},
                    {"from", to_text(step.state)}, {"to", to_text(change.state)},
                    {"note", note}};
  const bool reset = change.state == StepState::open;
  step.state = change.state;
  step.note = note;
  step.who = reset ? "" : who.name;
  step.at = reset ? std::nullopt : std::optional(tx.now());
  step.version += 1;
  store::update_step(tx.db, run.id, step);
  leave(tx, incident, events::kRunStep, std::move(data));
  return run;
}

Result<Run> end_run(journal::Transaction& tx, const domain::Principal& who, std::int64_t incident, const std::string& id,
                    RunOutcome outcome, const std::string& note) {
  Run run = TRY(open(tx, who, incident, id));
  if (run.ended_at) return conflict("this run has ended already");
  run.outcome = outcome;
  run.note = TRY(check_note(note));
  run.ended_at = tx.now();
  run.ended_by = who.name;
  store::update_end(tx.db, run);
  leave(tx, incident, events::kRunEnded,
        {{"id", run.id}, {"runbook", run.runbook}, {"title", run.title}, {"outcome", to_text(outcome)}, {"note", run.note}});
  return run;
}

Result<Run> reopen_run(journal::Transaction& tx, const domain::Principal& who, std::int64_t incident, const std::string& id) {
  Run run = TRY(open(tx, who, incident, id));
  if (!run.ended_at) return conflict("this run has not ended");
  if (store::find_open_run(tx.db, incident, run.runbook)) return conflict("a newer run of this runbook is open here");
  run.outcome.reset();
  run.ended_at.reset();
  run.ended_by.reset();
  store::update_end(tx.db, run);
  leave(tx, incident, events::kRunReopened, {{"id", run.id}, {"runbook", run.runbook}, {"title", run.title}});
  return run;
}

}  // namespace debrief::features::runbooks
