// SPDX-License-Identifier: Apache-2.0
#include "features/actions/routes_desk.hpp"
#include "features/actions/trackers.hpp"

#include "base/time.hpp"

namespace debrief::features::actions {
namespace {

using domain::Action;
using http::Response;

constexpr std::size_t kEventLimit = 8 * 1024 * 1024;
constexpr std::size_t kLongestAddress = 2000;

json::object to_json(const TrackerEntry& one) {
  return {{"id", one.id},
          {"kind", one.kind},
          {"name", one.name},
          {"address", one.address},
          {"project", one.project},
          {"account", one.account},
          {"created_at", to_rfc3339(one.created_at)},
          {"heard_at", json::or_null(one.heard_at)},
          {"asked_at", json::or_null(one.asked_at)},
          {"error", one.error},
          {"path", "/hooks/trackers/" + one.id}};
}

Result<Response> get_trackers(const Desk& desk) {
  const auto trackers = desk.journal.database().read([](db::Connection& db) { return store::list_trackers(db); });
  json::array items;
  for (const TrackerEntry& one : trackers) items.emplace_back(to_json(one));
  return respond({{"items", std::move(items)}});
}

Result<Response> post_tracker(const Desk& desk, Call& call) {
  const auto body = TRY(body_of(call.request));
  auto in = TRY(json::Fields::of(body));
  NewTracker wanted;
  wanted.kind = TRY(in.text("kind", 50));
  wanted.name = TRY(in.optional_text("name", 200)).value_or("");
  wanted.address = TRY(in.optional_text("address", kLongestAddress)).value_or("");
  wanted.project = TRY(in.text("project", 500));
  wanted.account = TRY(in.optional_text("account", 200)).value_or("");
  wanted.token = TRY(in.text("token", 4000));
  TRY(in.done());
  // Not kept under an idempotency key: the kept answer would hold the secret of the hook.
  call.origin.idempotency.reset();
  return desk.journal.write(call.origin, [&](journal::Transaction& tx) -> Result<Response> {
    const CreatedTracker created = TRY(add_tracker(tx, desk.ports, call.who, wanted));
    json::object document = to_json(created.tracker);
    document["hook_secret"] = created.hook_secret;
    return respond(document, 201);
  });
}

Result<Response> delete_tracker(const Desk& desk, const Call& call) {
  return desk.journal.write(call.origin, [&](journal::Transaction& tx) -> Result<Response> {
    TRY(remove_tracker(tx, call.who, call.request.parameter("id")));
    Response response;
    response.status = 204;
    return response;
  });
}

Result<Response> post_link(const Desk& desk, const Call& call) {
  const auto number = TRY(number_in_path(call.request));
  const auto body = TRY(body_of(call.request));
  auto in = TRY(json::Fields::of(body));
  LinkWanted wanted;
  wanted.url = TRY(in.optional_text("url", kLongestAddress)).value_or("");
  wanted.tracker = TRY(in.optional_text("tracker", 100)).value_or("");
  wanted.private_confirmed = TRY(in.boolean_or("confirm_private", false));
  TRY(in.done());
  if (wanted.url.empty() == wanted.tracker.empty())
    return invalid("give 'url' or 'tracker'")
        .at("/url")
        .with_help("A url links a page that is there, a tracker makes an issue.");
  const auto action = TRY(link(desk.journal, desk.ports, call.origin, call.who, number, wanted));
  return desk.journal.database().read([&](db::Connection& db) -> Result<Response> {
    return respond(one_json(db, call.who, action, desk.journal.clock().now()), 201, action.version);
  });
}

Result<Response> delete_link(const Desk& desk, const Call& call) {
  const auto number = TRY(number_in_path(call.request));
  const auto expected = TRY(expected_version(call.request));
  return answer(desk, call, 200, [&](journal::Transaction& tx) { return unlink(tx, call.who, number, expected); });
}

Result<Response> take_event(const Desk& desk, const Call& call) {
  TRY(hear_tracker(desk.journal, desk.ports, call.request.parameter("id"), call.request.headers, call.request.body));
  return respond(json::object{}, 202);
}

}  // namespace

std::vector<Route> tracker_routes(const std::shared_ptr<const Desk>& desk) {
  const std::string link = "/api/v1/actions/{number}/link";
  return {
      {"GET", "/api/v1/trackers", Action::read, [desk](Call&) { return get_trackers(*desk); }},
      {"POST", "/api/v1/trackers", Action::administer, [desk](Call& call) { return post_tracker(*desk, call); }},
      {"DELETE", "/api/v1/trackers/{id}", Action::administer,
       [desk](Call& call) { return delete_tracker(*desk, call); }},
      {"POST", link, Action::respond, [desk](Call& call) { return post_link(*desk, call); }},
      {"DELETE", link, Action::respond, [desk](Call& call) { return delete_link(*desk, call); }},
      {"POST", "/hooks/trackers/{id}", std::nullopt, [desk](Call& call) { return take_event(*desk, call); },
       kEventLimit},
  };
}

}  // namespace debrief::features::actions
