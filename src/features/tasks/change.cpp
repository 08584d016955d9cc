// SPDX-License-Identifier: Apache-2.0
#include "features/tasks/store.hpp"
#include "features/tasks/tasks.hpp"

#include "base/ids.hpp"
#include "base/text.hpp"
#include "base/time.hpp"
#include "domain/events.hpp"
#include "journal/visibility.hpp"

#include <algorithm>

namespace debrief::features::tasks {
namespace {

using domain::Task;
namespace events = domain::events;

/// On one line, without white space around it.
Result<std::string> check_title(std::string_view text) {
  std::string title(trim(text));
  std::replace_if(
      title.begin(), title.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20; }, ' ');
  if (title.empty())
    return invalid("a task needs a title").at("/title").with_help("Say in a few words what is to be done.");
  return title;
}

void tell_owner(journal::Transaction& tx, const Ports& ports, const domain::Principal& who, const Task& task) {
  if (!task.owner_id || *task.owner_id == who.id || !task.is_open()) return;
  domain::Notice notice;
  notice.kind = "task.assigned";
  notice.to = {*task.owner_id};
  notice.incident = task.incident;
  notice.title = fmt::format("{}: {} asks you to: {}", domain::incident_key(task.incident), who.name, shorten(task.title, 200));
  notice.text = task.due_at ? fmt::format("It is due at {} UTC.", to_minutes(*task.due_at)) : std::string("It has no due time.");
  notice.path = fmt::format("/incidents/{}/room", task.incident);
  notice.key = fmt::format("task/{}/given/{}", task.id, task.version);
  ports.notify(tx, notice);
}

json::object change_details(Task& task, const Change& wanted) {
  json::object data;
  if (wanted.title && *wanted.title != task.title) {
    task.title = *wanted.title;
    data["title"] = task.title;
  }
  if (wanted.owner && wanted.owner->name != task.owner) {
    task.owner = wanted.owner->name;
    task.owner_id = wanted.owner->id;
    data["owner"] = task.owner;
  }
  if (wanted.due_at && *wanted.due_at != task.due_at) {
    task.due_at = *wanted.due_at;
    data["due_at"] = json::or_null(task.due_at);
  }
  return data;
}

}  // namespace

Owner owner_named(const Ports& ports, std::string_view name) {
  Owner owner{std::string(trim(name)), std::nullopt};
  if (!owner.name.empty()) owner.id = ports.find_user_id(owner.name);
  return owner;
}

Result<Task> add(journal::Transaction& tx, const Ports& ports, const domain::Principal& who, std::int64_t incident,
                 const NewTask& wanted) {
  TRY(journal::require_incident(tx.db, who, domain::Action::respond, incident));
  if (store::count(tx.db, incident) >= kMostTasks)
    return conflict("this incident has {} tasks already", kMostTasks).with_help("Track long lists of work elsewhere.");
  if (wanted.run && !store::has_run(tx.db, incident, *wanted.run))
    return invalid("this incident has no such run of a runbook").at("/run");
  Task task;
  task.id = new_id(tx.now());
  task.incident = incident;
  task.title = TRY(check_title(wanted.title));
  task.owner = wanted.owner.name;
  task.owner_id = wanted.owner.id;
  task.due_at = wanted.due_at;
  task.run = wanted.run;
  task.added_by = who.name;
  task.added_at = wanted.occurred_at.value_or(tx.now());
  store::insert(tx.db, task);
  tx.append({incident, std::string(events::kTaskAdded), task.added_at,
             {{"id", task.id}, {"title", task.title}, {"owner", task.owner}, {"due_at", json::or_null(task.due_at)},
              {"run", json::or_null(task.run)}}});
  tell_owner(tx, ports, who, task);
  return task;
}

Result<Task> change(journal::Transaction& tx, const Ports& ports, const domain::Principal& who, std::int64_t incident,
                    const std::string& id, const Change& wanted, std::optional<std::int64_t> expected) {
  TRY(journal::require_incident(tx.db, who, domain::Action::respond, incident));
  const auto found = store::find(tx.db, incident, id);
  if (!found) return not_found("this incident has no such task");
  if (expected && *expected != found->version)
    return make_error(ErrorCode::precondition, "the task was changed meanwhile (version {}, yours is {})", found->version,
                      *expected)
        .with_help("Load it again and repeat your change.");
  Task task = *found;
  Change checked = wanted;
  if (checked.title) checked.title = TRY(check_title(*checked.title));
  const Instant at = wanted.occurred_at.value_or(tx.now());
  json::object details = change_details(task, checked);
  const bool moved = wanted.state && *wanted.state != task.state;
  if (moved) {
    task.state = *wanted.state;
    task.ended_at = task.is_open() ? std::nullopt : std::optional(at);
  }
  const bool noted = wanted.note && *wanted.note != task.note;
  if (noted) task.note = *wanted.note;
  if (details.empty() && !moved && !noted) return task;
  ++task.version;
  store::update(tx.db, task);
  const bool given = details.contains("owner");
  if (!details.empty()) {
    details["id"] = task.id;
    details["title"] = task.title;
    tx.append({incident, std::string(events::kTaskChanged), at, std::move(details)});
  }
  if (moved || noted)
    tx.append({incident, std::string(events::kTaskMoved), at,
               {{"id", task.id}, {"title", task.title}, {"from", to_text(found->state)}, {"to", to_text(task.state)},
                {"note", noted ? task.note : std::string()}}});
  if (given) tell_owner(tx, ports, who, task);
  return task;
}

Result<std::vector<Task>> list(db::Connection& db, const domain::Principal& who, std::int64_t incident) {
  TRY(journal::require_incident(db, who, domain::Action::read, incident));
  return store::list(db, incident);
}

}  // namespace debrief::features::tasks
