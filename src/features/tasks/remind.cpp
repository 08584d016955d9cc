// SPDX-License-Identifier: Apache-2.0
#include "features/tasks/store.hpp"
#include "features/tasks/tasks.hpp"

#include "base/text.hpp"
#include "base/time.hpp"

namespace debrief::features::tasks {
namespace {

const journal::Origin kOrigin{"Debrief", "", "tasks", std::nullopt};

domain::Notice reminder(const domain::Task& task) {
  domain::Notice notice;
  notice.kind = "task.due";
  notice.to = {*task.owner_id};
  notice.incident = task.incident;
  notice.title = fmt::format("{}: your task is due: {}", domain::incident_key(task.incident), shorten(task.title, 200));
  notice.text = fmt::format("It was due at {} UTC. Say how it stands, give it to somebody else, or drop it.",
                            to_minutes(*task.due_at));
  notice.path = fmt::format("/incidents/{}/room", task.incident);
  notice.key = fmt::format("task/{}/due/{}", task.id, task.due_at->micros);
  return notice;
}

}  // namespace

std::optional<Instant> remind(journal::Journal& journal, const Ports& ports) {
  const Instant now = journal.clock().now();
  const auto due = journal.database().read([&](db::Connection& db) { return store::list_due(db, now); });
  if (!due.empty()) {
    const auto told = journal.write(kOrigin, [&](journal::Transaction& tx) -> Result<> {
      for (const domain::Task& task : due) ports.notify(tx, reminder(task));
      return {};
    });
    static_cast<void>(told);
  }
  return now + std::chrono::minutes(1);
}

}  // namespace debrief::features::tasks
