// SPDX-License-Identifier: Apache-2.0
#include "features/actions/report.hpp"
#include "features/actions/routes_desk.hpp"

namespace debrief::features::actions {
namespace {

using domain::Action;
using http::Response;

constexpr std::size_t kMostShown = 200;

json::value seconds(const std::optional<Micros>& span) {
  return span ? json::value(static_cast<double>(span->count()) / 1e6) : json::value(nullptr);
}

json::object to_json(const Level& level) {
  const auto share = level.share_in_time();
  return {{"open", level.open},
          {"overdue", level.overdue},
          {"done", level.done},
          {"done_in_time", level.done_in_time},
          {"will_not_do", level.given_up},
          {"share_in_time", share ? json::value(*share) : json::value(nullptr)},
          {"median_open_age_seconds", seconds(level.median_age)},
          {"median_time_to_done_seconds", seconds(level.median_time)}};
}

/// What the filter lets through, whole.
std::vector<store::Listed> listed(db::Connection& db, const Call& call, const store::Filter& filter) {
  return store::list_all(db, call.who, filter);
}

std::vector<domain::ActionItem> actions_of(const std::vector<store::Listed>& items) {
  std::vector<domain::ActionItem> actions;
  actions.reserve(items.size());
  for (const store::Listed& item : items) actions.push_back(item.action);
  return actions;
}

Result<Response> get_report(const Desk& desk, const Call& call) {
  const Instant now = desk.journal.clock().now();
  const store::Filter filter = TRY(filter_of(call.request, now));
  return desk.journal.database().read([&](db::Connection& db) -> Result<Response> {
    const auto items = listed(db, call, filter);
    const auto actions = actions_of(items);
    const Report report = report_on(actions, now);
    json::array levels;
    for (std::size_t i = 0; i < report.by_priority.size(); ++i) {
      json::object level = to_json(report.by_priority.at(i));
      level["priority"] = to_text(static_cast<domain::ActionPriority>(i));
      level["due_days"] = store::settings(db).days.at(i);
      levels.emplace_back(std::move(level));
    }
    std::vector<store::Listed> overdue;
    for (const domain::ActionItem* action : report.overdue)
      if (overdue.size() < kMostShown) overdue.push_back(items[static_cast<std::size_t>(action - actions.data())]);
    return respond({{"priorities", std::move(levels)},
                    {"all", to_json(report.all)},
                    {"overdue", listed_json(db, call.who, overdue, now)}});
  });
}

Result<Response> get_ledger(const Desk& desk, const Call& call) {
  const Instant now = desk.journal.clock().now();
  const store::Filter filter = TRY(filter_of(call.request, now));
  return desk.journal.database().read([&](db::Connection& db) -> Result<Response> {
    auto items = listed(db, call, filter);
    const Ledger ledger = ledger_of(actions_of(items));
    json::object answer{{"proven", ledger.proven},
                        {"recurred", ledger.recurred},
                        {"unproven", ledger.unproven},
                        {"promised", ledger.promised},
                        {"unchecked", ledger.unchecked}};
    std::vector<store::Listed> checked;
    for (const auto proof : {domain::ActionProof::recurred, domain::ActionProof::unproven, domain::ActionProof::proven})
      for (const store::Listed& item : items)
        if (item.action.proof == proof && checked.size() < kMostShown) checked.push_back(item);
    answer["items"] = listed_json(db, call.who, checked, now);
    return respond(answer);
  });
}

}  // namespace

std::vector<Route> report_routes(const std::shared_ptr<const Desk>& desk) {
  return {
      {"GET", "/api/v1/action-report", Action::read, [desk](Call& call) { return get_report(*desk, call); }},
      {"GET", "/api/v1/action-ledger", Action::read, [desk](Call& call) { return get_ledger(*desk, call); }},
  };
}

}  // namespace debrief::features::actions
