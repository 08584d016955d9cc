// SPDX-License-Identifier: Apache-2.0
// What the routes of the slice have in common.
#pragma once

#include "features/actions/action_json.hpp"
#include "features/actions/actions.hpp"
#include "features/actions/store.hpp"
#include "routing/request.hpp"

#include <memory>
#include <vector>

namespace debrief::features::actions {

struct Desk {
  journal::Journal& journal;
  Ports ports;
};

/// `?owner=&state=&overdue=&service=&team=&type=&priority=&incident=&proof=`; state "active" is neither done nor given
/// up, owner "none" is nobody. Errors: invalid.
[[nodiscard]] Result<store::Filter> filter_of(const http::Request& request, Instant now);

/// Errors: not_found.
[[nodiscard]] Result<> require_readable(db::Connection& db, const domain::Principal& who, std::int64_t incident);

/// Actions with the titles of their incidents, and of what they wait for as far as `who` may see it.
[[nodiscard]] json::array listed_json(db::Connection& db, const domain::Principal& who,
                                      const std::vector<store::Listed>& items, Instant now);
[[nodiscard]] json::object one_json(db::Connection& db, const domain::Principal& who, const domain::ActionItem& action,
                                    Instant now);

/// Runs `work(Transaction&)`, and answers with the action that it returns and its version.
template <class Work>
Result<http::Response> answer(const Desk& desk, const Call& call, int status, const Work& work) {
  return desk.journal.write(call.origin, [&](journal::Transaction& tx) -> Result<http::Response> {
    const domain::ActionItem action = TRY(work(tx));
    return respond(one_json(tx.db, call.who, action, tx.now()), status, action.version);
  });
}

/// Trackers, links, and the hook by which trackers tell of changes.
[[nodiscard]] std::vector<Route> tracker_routes(const std::shared_ptr<const Desk>& desk);
/// Ledger and report.
[[nodiscard]] std::vector<Route> report_routes(const std::shared_ptr<const Desk>& desk);

}  // namespace debrief::features::actions
