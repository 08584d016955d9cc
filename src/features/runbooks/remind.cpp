// SPDX-License-Identifier: Apache-2.0
#include "features/runbooks/runbooks.hpp"
#include "features/runbooks/store.hpp"

#include "base/time.hpp"
#include "base/working_days.hpp"

namespace debrief::features::runbooks {
namespace {

const journal::Origin kOrigin{"Debrief", "", "runbooks", std::nullopt};

domain::Notice reminder(const Runbook& runbook, Instant now) {
  const auto weeks = (now - *runbook.review_at).count() / Micros(std::chrono::days(7)).count();
  domain::Notice notice;
  notice.kind = "runbook.review";
  notice.to = {*runbook.owner.id};
  notice.incident = runbook.origin;
  notice.title = fmt::format("The runbook “{}” is to be looked at again", runbook.title);
  notice.text = fmt::format("It was due on {}. Does every step still hold? Correct what does not, then mark it as reviewed.",
                            to_rfc3339(*runbook.review_at).substr(0, 10));
  notice.path = fmt::format("/runbooks/{}", runbook.number);
  notice.key = fmt::format("runbook/{}/{}/{}", runbook.number, runbook.review_at->micros, weeks);
  return notice;
}

}  // namespace

std::optional<Instant> remind(journal::Journal& journal, const Ports& ports) {
  const Instant now = journal.clock().now();
  const Instant again = now + std::chrono::hours(1);
  if (!is_working_day(now)) return again;
  const auto due = journal.database().read([&](db::Connection& db) { return store::list_due(db, now); });
  for (const Runbook& runbook : due) {
    if (!runbook.owner.id) continue;
    const auto told = journal.write(kOrigin, [&](journal::Transaction& tx) -> Result<> {
      ports.notify(tx, reminder(runbook, now));
      return {};
    });
    static_cast<void>(told);
  }
  return again;
}

}  // namespace debrief::features::runbooks
