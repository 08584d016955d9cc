// SPDX-License-Identifier: Apache-2.0
#include "base/text.hpp"
#include "base/time.hpp"
#include "features/status/routes_desk.hpp"
#include "features/status/store.hpp"
#include "routing/request.hpp"

#include <algorithm>

namespace debrief::features::status {
namespace {

using domain::Action;
using domain::Audience;
using http::Response;

bool sees_addresses(const domain::Principal& who) { return domain::allows(who, Action::administer); }

Response no_content() {
  Response response;
  response.status = 204;
  return response;
}

Result<Response> get_subscribers(const Desk& desk, const Call& call) {
  const auto limit = TRY(limit_of(call.request));
  return desk.journal.database().read([&](db::Connection& db) -> Result<Response> {
    const auto page = store::find_page(db, call.request.parameter("id"));
    if (!page) return not_found("there is no such status page");
    const SubscriberCounts counts = count_subscribers(db, page->id);
    const auto all = list_subscribers(db, page->id, call.request.query_value("after").value_or(""), limit, false);
    json::array items;
    for (const Subscriber& one : all) {
      json::array components;
      for (const std::string& id : one.components) components.emplace_back(id);
      items.push_back(json::object{{"id", one.id}, {"kind", one.kind}, {"address", sees_addresses(call.who) ? one.address : masked(one)}, {"components", std::move(components)},
                                   {"asked_at", to_rfc3339(one.asked_at)}, {"confirmed_at", json::or_null(one.confirmed_at)}});
    }
    const bool more = static_cast<std::int64_t>(all.size()) == limit;
    return respond({{"items", std::move(items)},
                    {"next", more ? json::value(all.back().id) : json::value(nullptr)},
                    {"counts", json::object{{"mail", counts.mail}, {"webhook", counts.webhook}, {"unconfirmed", counts.unconfirmed}}}});
  });
}

Result<Response> delete_subscriber(const Desk& desk, const Call& call) {
  TRY(desk.journal.write(call.origin, [&](journal::Transaction& tx) -> Result<> {
    const std::string& id = call.request.parameter("subscriber");
    const auto page = store::find_page(tx.db, call.request.parameter("id"));
    const auto row = tx.db.query_one("select kind from status_subscribers where id = $1", id);
    if (!page || !remove_subscriber(tx, desk.ports, page->id, id)) return not_found("there is no such subscriber");
    tx.append({domain::kServerChain, std::string(domain::events::kSubscriberRemoved), tx.now(), {{"id", id}, {"page", page->id}, {"name", page->name}, {"kind", row->text(0)}}});
    return {};
  }));
  return no_content();
}

json::object follower_json(const IncidentFollower& one, const domain::Principal& who) {
  const bool own = one.user_id == who.id;
  const bool clear = own || sees_addresses(who) || domain::allows(who, Action::respond);
  return {{"id", one.id},
          {"audience", to_text(one.audience)},
          {"address", clear ? one.address : masked_address(one.address)},
          {"account", one.user_id.has_value()},
          {"own", own},
          {"added_by", one.added_by},
          {"added_at", to_rfc3339(one.added_at)}};
}

Result<Response> get_followers(const Desk& desk, const Call& call) {
  const auto number = TRY(number_in_path(call.request));
  TRY(desk.ports.get_incident(call.who, number));
  return desk.journal.database().read([&](db::Connection& db) {
    json::array items;
    const auto all = list_followers(db, number);
    for (const IncidentFollower& one : all) items.push_back(follower_json(one, call.who));
    return respond({{"items", std::move(items)}, {"mails", desk.ports.mails}});
  });
}

Result<Response> post_follower(const Desk& desk, const Call& call) {
  const auto number = TRY(number_in_path(call.request));
  const auto body = TRY(body_of(call.request));
  auto in = TRY(json::Fields::of(body));
  const auto address = TRY(in.optional_text("address", 254));
  const std::string text = TRY(in.text("audience", 40));
  TRY(in.done());
  const auto audience = domain::audience_from(text);
  if (!audience) return invalid("there is no audience '{}'", text).at("/audience").with_help("Use internal, executive or customer.");
  TRY(desk.ports.get_incident(call.who, number));
  const auto members = desk.ports.list_members();
  const auto member = std::find_if(members.begin(), members.end(), [&](const domain::Member& one) {
    return address ? to_lower(one.email) == to_lower(trim(*address)) : one.id == call.who.id;
  });
  const auto known = member == members.end() ? std::nullopt : std::optional(*member);
  if (!address && !known) return invalid("an address is needed").at("/address");
  return desk.journal.write(call.origin, [&](journal::Transaction& tx) -> Result<Response> {
    return respond(follower_json(TRY(follow(tx, desk.ports, call.who, number, *audience, address.value_or(""), known)), call.who), 201);
  });
}

Result<Response> delete_follower(const Desk& desk, const Call& call) {
  const auto number = TRY(number_in_path(call.request));
  TRY(desk.journal.write(call.origin, [&](journal::Transaction& tx) { return unfollow(tx, call.who, number, call.request.parameter("id")); }));
  return no_content();
}

}  // namespace

std::vector<Route> subscriber_routes(const DeskPointer& desk) {
  const std::string all = "/api/v1/status-pages/{id}/subscribers";
  const std::string followers = "/api/v1/incidents/{number}/followers";
  return {
      {"GET", all, Action::edit, [desk](Call& call) { return get_subscribers(*desk, call); }},
      {"DELETE", all + "/{subscriber}", Action::edit, [desk](Call& call) { return delete_subscriber(*desk, call); }},
      {"GET", followers, Action::read, [desk](Call& call) { return get_followers(*desk, call); }},
      {"POST", followers, Action::read, [desk](Call& call) { return post_follower(*desk, call); }},
      {"DELETE", followers + "/{id}", Action::read, [desk](Call& call) { return delete_follower(*desk, call); }},
  };
}

}  // namespace debrief::features::status
