// SPDX-License-Identifier: Apache-2.0
#include "features/runbooks/routes_incident.hpp"
#include "features/runbooks/run_store.hpp"
#include "features/runbooks/runbook_json.hpp"
#include "features/runbooks/runbooks.hpp"
#include "features/runbooks/steps.hpp"
#include "features/runbooks/store.hpp"

#include "base/markdown.hpp"
#include "base/text.hpp"
#include "routing/request.hpp"

#include <iterator>
#include <memory>

namespace debrief::features::runbooks {
namespace {

using domain::Action;
using http::Response;

constexpr std::int64_t kRunsShown = 50;
constexpr std::int64_t kRevisionsShown = 500;
constexpr std::size_t kLargestBody = 512 * 1024;

store::Counts counts_of(const std::map<std::int64_t, store::Counts>& all, std::int64_t number) {
  const auto found = all.find(number);
  return found == all.end() ? store::Counts() : found->second;
}

Result<Response> get_list(const Desk& desk, const Call& call) {
  const Instant now = desk.journal.clock().now();
  store::Filter filter;
  filter.archived = call.request.query_value("archived") == "true";
  if (call.request.query_value("stale") == "true") filter.due_before = now;
  if (const auto words = call.request.query_value("q"); words && !words->empty()) filter.words = words->substr(0, 200);
  const auto after = TRY(integer_of(call.request, "after"));
  const auto limit = TRY(limit_of(call.request));
  return desk.journal.database().read([&](db::Connection& db) -> Result<Response> {
    auto found = store::list(db, call.who, filter, after, limit + 1);
    json::value next(nullptr);
    if (static_cast<std::int64_t>(found.size()) > limit) {
      found.pop_back();
      next = std::to_string(found.back().number);
    }
    const auto counts = store::count_runs(db, call.who);
    json::array items;
    for (const Runbook& runbook : found) items.emplace_back(summary_of(runbook, counts_of(counts, runbook.number), now));
    return respond({{"items", std::move(items)}, {"next", std::move(next)}});
  });
}

Response whole(db::Connection& db, const Call& call, const Runbook& runbook, Instant now, int status = 200) {
  json::object document = to_json(runbook, counts_of(store::count_runs(db, call.who), runbook.number),
                                  store::count_steps(db, call.who, runbook.number), now);
  json::array runs;
  for (const auto& past : store::list_runs_of(db, call.who, runbook.number, kRunsShown)) runs.emplace_back(to_json(past));
  document["recent_runs"] = std::move(runs);
  return respond(document, status, runbook.version);
}

Result<Response> get_one(const Desk& desk, const Call& call) {
  const auto number = TRY(number_in_path(call.request));
  return desk.journal.database().read([&](db::Connection& db) -> Result<Response> {
    return whole(db, call, TRY(get(db, call.who, number)), desk.journal.clock().now());
  });
}

Result<Wanted> read_wanted(const Desk& desk, const Call& call) {
  auto read = TRY(read_runbook(TRY(body_of(call.request))));
  if (read.owner) {
    Owner owner{std::string(trim(*read.owner)), std::nullopt};
    if (!owner.name.empty()) owner.id = desk.ports.find_user_id(owner.name);
    read.wanted.owner = std::move(owner);
  }
  return std::move(read.wanted);
}

/// Runs `work(Transaction&)`, and answers with the runbook.
template <class Work>
Result<Response> answer(const Desk& desk, const Call& call, int status, const Work& work) {
  return desk.journal.write(call.origin, [&](journal::Transaction& tx) -> Result<Response> {
    return whole(tx.db, call, TRY(work(tx)), tx.now(), status);
  });
}

Result<Response> post_one(const Desk& desk, const Call& call) {
  const auto wanted = TRY(read_wanted(desk, call));
  return answer(desk, call, 201, [&](journal::Transaction& tx) { return add(tx, call.who, wanted); });
}

Result<Response> patch_one(const Desk& desk, const Call& call) {
  const auto number = TRY(number_in_path(call.request));
  const auto expected = TRY(expected_version(call.request));
  const auto wanted = TRY(read_wanted(desk, call));
  return answer(desk, call, 200, [&](journal::Transaction& tx) { return change(tx, call.who, number, wanted, expected); });
}

Result<Response> post_archived(const Desk& desk, const Call& call, bool archived) {
  const auto number = TRY(number_in_path(call.request));
  return answer(desk, call, 200, [&](journal::Transaction& tx) { return set_archived(tx, call.who, number, archived); });
}

Result<Response> post_reviewed(const Desk& desk, const Call& call) {
  const auto number = TRY(number_in_path(call.request));
  return answer(desk, call, 200, [&](journal::Transaction& tx) { return mark_reviewed(tx, call.who, number); });
}

Result<Response> get_revisions(const Desk& desk, const Call& call) {
  const auto number = TRY(number_in_path(call.request));
  return desk.journal.database().read([&](db::Connection& db) -> Result<Response> {
    TRY(get(db, call.who, number));
    const auto revisions = store::list_revisions(db, number, kRevisionsShown);
    json::array items;
    for (const auto& revision : revisions) items.emplace_back(to_json(revision, false));
    return respond({{"items", std::move(items)}});
  });
}

Result<Response> get_revision(const Desk& desk, const Call& call) {
  const auto number = TRY(number_in_path(call.request));
  const auto version = TRY(number_in_path(call.request, "version"));
  return desk.journal.database().read([&](db::Connection& db) -> Result<Response> {
    TRY(get(db, call.who, number));
    const auto revision = store::find_revision(db, number, version);
    if (!revision) return not_found("runbook {} has no version {}", number, version);
    return respond(to_json(*revision, true));
  });
}

Result<Response> post_preview(const Call& call) {
  const auto body = TRY(body_of(call.request));
  auto in = TRY(json::Fields::of(body));
  const auto markdown = TRY(in.text("markdown", kLongestMarkdown));
  TRY(in.done());
  json::array steps;
  for (const auto& step : read_steps(markdown)) steps.emplace_back(to_json(step));
  return respond({{"html", render_html(markdown)}, {"steps", std::move(steps)}});
}

}  // namespace

std::vector<Route> routes(journal::Journal& journal, Ports ports) {
  const auto desk = std::make_shared<const Desk>(Desk{journal, std::move(ports)});
  const std::string all = "/api/v1/runbooks";
  const std::string one = all + "/{number}";
  std::vector<Route> table{
      {"GET", all, Action::read, [desk](Call& call) { return get_list(*desk, call); }},
      {"POST", all, Action::edit, [desk](Call& call) { return post_one(*desk, call); }, kLargestBody},
      {"GET", one, Action::read, [desk](Call& call) { return get_one(*desk, call); }},
      {"PATCH", one, Action::edit, [desk](Call& call) { return patch_one(*desk, call); }, kLargestBody},
      {"POST", one + "/archive", Action::edit, [desk](Call& call) { return post_archived(*desk, call, true); }},
      {"POST", one + "/restore", Action::edit, [desk](Call& call) { return post_archived(*desk, call, false); }},
      {"POST", one + "/reviewed", Action::edit, [desk](Call& call) { return post_reviewed(*desk, call); }},
      {"GET", one + "/revisions", Action::read, [desk](Call& call) { return get_revisions(*desk, call); }},
      {"GET", one + "/revisions/{version}", Action::read, [desk](Call& call) { return get_revision(*desk, call); }},
      {"POST", "/api/v1/runbook-preview", Action::read, [](Call& call) { return post_preview(call); }, kLargestBody},
  };
  auto more = incident_routes(desk);
  table.insert(table.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
  return table;
}

}  // namespace debrief::features::runbooks
