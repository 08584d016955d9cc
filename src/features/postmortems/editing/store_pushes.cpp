// SPDX-License-Identifier: Apache-2.0
// The part of LiveDocuments that makes updates durable, many with one commit.
#include "features/postmortems/editing/live_documents.hpp"
#include "features/postmortems/revisions.hpp"

#include <algorithm>
#include <set>

namespace debrief::features::postmortems::editing {
namespace {

constexpr std::int64_t kMostAnswered = 5000;

std::set<std::int64_t> incidents_of(const auto& pushes) {
  std::set<std::int64_t> incidents;
  for (const auto& pending : pushes) incidents.insert(pending.incident);
  return incidents;
}

}  // namespace

void LiveDocuments::reply(PendingPush& pending, const Error& error) {
  if (pending.session) refuse(*pending.session->peer, error, pending.push.updates.front().seq);
  if (pending.answer) pending.answer->set_value(error);
}

void LiveDocuments::store(std::vector<PendingPush>& pushes) {
  for (PendingPush& pending : pushes)
    if (pending.session) --pending.session->waiting;
  EditsByIncident accepted;
  try {
    for (const std::int64_t incident : incidents_of(pushes)) static_cast<void>(find_or_load(incident));
    journal_.database().write([&](db::Connection& db) { store_in(db, pushes, accepted); });
  } catch (const std::exception& trouble) {
    return fail(pushes, trouble.what());
  }
  std::size_t updates = 0;
  for (auto& [incident, edits] : accepted) {
    documents_.at(incident).publish(edits);
    updates += edits.size();
  }
  {
    const std::scoped_lock lock(shared_->mutex);
    shared_->figures.updates += updates;
    shared_->figures.transactions += 1;
  }
  for (PendingPush& pending : pushes) answer(pending);
  for (const auto& [incident, edits] : accepted) {
    LiveDocument& document = documents_.at(incident).document();
    if (document.unkept() < kMostEditsBetweenRevisions) continue;
    keep_edits(journal_, incident);
    document.note_kept(document.edition());
  }
}

void LiveDocuments::store_in(db::Connection& db, std::vector<PendingPush>& pushes, EditsByIncident& accepted) {
  const Instant now = journal_.clock().now();
  for (const std::int64_t incident : incidents_of(pushes)) {
    const auto found = documents_.find(incident);
    if (found == documents_.end() || found->second.lost()) continue;
    found->second.set_readers(Readers::of(db, incident));
    accepted[incident] = found->second.document().catch_up(db);
  }
  std::set<std::int64_t> changed;
  for (PendingPush& pending : pushes) {
    auto edits = accept_one(db, pending, now);
    if (!edits) {
      pending.refused = edits.error();
      continue;
    }
    if (!edits->empty()) changed.insert(pending.incident);
    auto& all = accepted[pending.incident];
    std::move(edits->begin(), edits->end(), std::back_inserter(all));
  }
  for (const std::int64_t incident : changed) {
    plan_keeping(db, incident, now);
    db::notify(db, kEditsChannel, std::to_string(incident));
  }
}

// Whoever was asked who they are some time ago may have lost their access: what holds is what this transaction sees.
Result<std::vector<LoggedEdit>> LiveDocuments::accept_one(db::Connection& db, PendingPush& pending, Instant now) {
  const auto found = documents_.find(pending.incident);
  if (found == documents_.end()) return not_found("there is no such postmortem");
  OpenDocument& open = found->second;
  if (open.lost()) return storage_trouble();
  if (pending.session) {
    if (pending.session->client.empty()) return invalid("the first message must open the document");
    for (changeset::Update& update : pending.push.updates) update.client = pending.session->client;
  }
  TRY(open.readers().require(pending.who, domain::Action::edit));
  return open.document().accept(db, pending.who, pending.push, now);
}

void LiveDocuments::fail(std::vector<PendingPush>& pushes, std::string_view why) {
  log_.error("editing", {{"what", why}});
  for (PendingPush& pending : pushes) {
    const auto found = documents_.find(pending.incident);
    if (found != documents_.end()) found->second.lose();
    reply(pending, storage_trouble());
  }
}

void LiveDocuments::answer(PendingPush& pending) {
  if (pending.refused) return reply(pending, *pending.refused);
  if (!pending.answer) return;
  try {
    const LiveDocument& document = documents_.at(pending.incident).document();
    Pushed pushed{pending.push.edition, {}};
    journal_.database().read([&](db::Connection& db) {
      for (LoggedEdit& entry : document.list_after(db, pending.push.edition, kMostAnswered)) {
        pushed.edition = entry.edit.edition;
        pushed.updates.push_back(std::move(entry.json));
      }
    });
    pending.answer->set_value(std::move(pushed));
  } catch (const std::exception&) {
    pending.answer->set_value(storage_trouble());
  }
}

}  // namespace debrief::features::postmortems::editing
