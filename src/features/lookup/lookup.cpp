// SPDX-License-Identifier: Apache-2.0
#include "features/lookup/lookup.hpp"

#include "domain/events.hpp"
#include "journal/fact_kinds.hpp"
#include "journal/visibility.hpp"

#include <algorithm>
#include <set>

namespace debrief::features::lookup {
namespace {

constexpr std::size_t kPage = 1000;
constexpr std::chrono::seconds kAgain{5};

// The index holds everything; what people find is decided when they ask.
const domain::Principal& indexer() {
  static const domain::Principal self{"", "Debrief", domain::AccessRole::administrator, "lookup"};
  return self;
}

bool concerns_runbooks(const journal::FactKind& fact) {
  return fact.kind.starts_with("runbook.");
}

}  // namespace

Lookup::Lookup(journal::Journal& journal, Ports ports, const std::filesystem::path& file, Log& log)
    : journal_(journal), ports_(std::move(ports)), log_(log), index_(file) {}

void Lookup::start() {
  thread_.emplace(journal_, kAgain, [this] {
    try {
      catch_up();
    } catch (const std::exception& trouble) {
      log_.warning("indexing for search", {{"what", trouble.what()}});
    }
  });
}

std::int64_t Lookup::behind() {
  return std::max<std::int64_t>(0, journal_.newest_position() - index_.position());
}

// The position is written behind the documents: after a crash, some are indexed once more.
void Lookup::catch_up() {
  const std::scoped_lock one_at_a_time(following_);
  for (std::int64_t position = index_.position();;) {
    const auto facts =
        journal_.database().read([&](db::Connection& db) { return journal::list_kinds_after(db, position, kPage); });
    if (facts.empty()) return;
    std::set<std::int64_t> changed;
    for (const auto& fact : facts)
      if (fact.incident != domain::kServerChain) changed.insert(fact.incident);
    for (const std::int64_t number : changed) index_incident(number);
    if (std::any_of(facts.begin(), facts.end(), concerns_runbooks)) index_runbooks();
    position = facts.back().position;
    index_.set_position(position);
  }
}

void Lookup::index_incident(std::int64_t number) {
  const std::string group = "incident:" + std::to_string(number);
  auto incident = ports_.get_incident(indexer(), number);
  if (!incident) return index_.remove(group);
  const Belonging belonging{group, number, incident->severity.value_or(""), incident->services};
  Parts parts{*std::move(incident), {}, {}, {}, {}};
  if (auto entries = ports_.list_timeline(indexer(), number)) parts.entries = *std::move(entries);
  if (auto evidence = ports_.list_evidence(indexer(), number)) parts.evidence = std::move(evidence->items);
  if (auto postmortem = ports_.find_postmortem(indexer(), number)) parts.postmortem = *std::move(postmortem);
  parts.actions = ports_.list_actions(indexer(), {number}, false);
  index_.put(belonging, documents_of(parts));
}

void Lookup::index_runbooks() {
  std::set<std::string, std::less<>> groups;
  for (const RunbookText& runbook : ports_.list_runbooks()) {
    const Belonging belonging{"runbook:" + std::to_string(runbook.number), runbook.origin.value_or(0), "",
                              runbook.services};
    index_.put(belonging, {document_of(runbook)});
    groups.insert(belonging.group);
  }
  index_.keep_groups("runbook:", [&](std::string_view group) { return groups.contains(group); });
}

Answer Lookup::find(const domain::Principal& who, const Wanted& wanted, std::size_t limit, std::size_t offset) {
  if (!thread_) catch_up();
  // Asked for anew each time: what was made private a moment ago is not found any more.
  Hidden hidden;
  std::vector<db::Value> args;
  const std::string readable = journal::readable_incidents(who, "i", args);
  journal_.database().read([&](db::Connection& db) {
    db.run_with("select i.number from incidents i where i.visibility = 'private' and not (" + readable + ")", args,
                [&](const db::Row& row) { hidden.insert(row.integer(0)); });
  });
  return index_.find(wanted, hidden, limit, offset);
}

}  // namespace debrief::features::lookup
