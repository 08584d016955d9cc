// SPDX-License-Identifier: Apache-2.0
#include "features/tasks/store.hpp"
#include "features/tasks/tasks.hpp"

#include "base/time.hpp"
#include "routing/request.hpp"

#include <memory>

namespace debrief::features::tasks {
namespace {

using domain::Action;
using domain::Task;
using http::Response;

struct Desk {
  journal::Journal& journal;
  Ports ports;
};

json::object to_json(const Task& task, const domain::Principal& who, Instant now) {
  return {{"id", task.id},
          {"incident", task.incident},
          {"key", domain::incident_key(task.incident)},
          {"title", task.title},
          {"owner", task.owner.empty() ? json::value(nullptr) : json::value(task.owner)},
          {"mine", task.owner_id && *task.owner_id == who.id},
          {"due_at", json::or_null(task.due_at)},
          {"overdue", task.is_open() && task.due_at && *task.due_at < now},
          {"state", to_text(task.state)},
          {"note", task.note},
          {"run", json::or_null(task.run)},
          {"added_by", task.added_by},
          {"added_at", to_rfc3339(task.added_at)},
          {"ended_at", json::or_null(task.ended_at)},
          {"version", task.version}};
}

Result<Response> get_all(const Desk& desk, const Call& call) {
  std::optional<std::string> owner;
  if (const auto mine = call.request.query_value("mine"); mine && *mine != "false") owner = call.who.id;
  const auto limit = TRY(limit_of(call.request, 100));
  const auto listed =
      desk.journal.database().read([&](db::Connection& db) { return store::list_open(db, call.who, owner, limit); });
  json::array items;
  for (const auto& one : listed) {
    json::object item = to_json(one.task, call.who, desk.journal.clock().now());
    item["incident_title"] = one.title;
    items.emplace_back(std::move(item));
  }
  return respond({{"items", std::move(items)}});
}

Result<Response> get_tasks(const Desk& desk, const Call& call) {
  const auto number = TRY(number_in_path(call.request));
  const auto tasks = TRY(desk.journal.database().read([&](db::Connection& db) { return list(db, call.who, number); }));
  json::array items;
  for (const Task& task : tasks) items.emplace_back(to_json(task, call.who, desk.journal.clock().now()));
  return respond({{"items", std::move(items)}});
}

Result<Response> post_task(const Desk& desk, const Call& call) {
  const auto number = TRY(number_in_path(call.request));
  const auto body = TRY(body_of(call.request));
  auto in = TRY(json::Fields::of(body));
  NewTask wanted;
  wanted.title = TRY(in.text("title", kLongestTitle));
  const auto owner = TRY(in.optional_text("owner", 200));
  wanted.due_at = TRY(in.optional_time("due_at"));
  wanted.run = TRY(in.optional_text("run", 100));
  wanted.occurred_at = TRY(in.optional_time("occurred_at"));
  TRY(in.done());
  wanted.owner = owner_named(desk.ports, owner.value_or(""));
  return desk.journal.write(call.origin, [&](journal::Transaction& tx) -> Result<Response> {
    const Task task = TRY(add(tx, desk.ports, call.who, number, wanted));
    return respond(to_json(task, call.who, tx.now()), 201, task.version);
  });
}

Result<Response> patch_task(const Desk& desk, const Call& call) {
  const auto number = TRY(number_in_path(call.request));
  const auto expected = TRY(expected_version(call.request));
  const auto body = TRY(body_of(call.request));
  auto in = TRY(json::Fields::of(body));
  Change wanted;
  wanted.title = TRY(in.optional_text("title", kLongestTitle));
  // Null takes the owner away, as it does the date.
  if (in.has("owner")) wanted.owner = owner_named(desk.ports, TRY(in.optional_text("owner", 200)).value_or(""));
  if (in.has("due_at")) wanted.due_at = TRY(in.optional_time("due_at"));
  if (const auto state = TRY(in.optional_text("state", 50))) {
    wanted.state = domain::task_state_from(*state);
    if (!wanted.state)
      return invalid("there is no state '{}'", *state).at("/state").with_help("Use open, doing, done or dropped.");
  }
  wanted.note = TRY(in.optional_text("note", kLongestNote));
  wanted.occurred_at = TRY(in.optional_time("occurred_at"));
  TRY(in.done());
  return desk.journal.write(call.origin, [&](journal::Transaction& tx) -> Result<Response> {
    const Task task = TRY(change(tx, desk.ports, call.who, number, call.request.parameter("id"), wanted, expected));
    return respond(to_json(task, call.who, tx.now()), 200, task.version);
  });
}

}  // namespace

std::vector<Route> routes(journal::Journal& journal, Ports ports) {
  const auto desk = std::make_shared<const Desk>(Desk{journal, std::move(ports)});
  const std::string of_incident = "/api/v1/incidents/{number}/tasks";
  return {
      {"GET", "/api/v1/tasks", Action::read, [desk](Call& call) { return get_all(*desk, call); }},
      {"GET", of_incident, Action::read, [desk](Call& call) { return get_tasks(*desk, call); }},
      {"POST", of_incident, Action::respond, [desk](Call& call) { return post_task(*desk, call); }},
      {"PATCH", of_incident + "/{id}", Action::respond, [desk](Call& call) { return patch_task(*desk, call); }},
  };
}

}  // namespace debrief::features::tasks
