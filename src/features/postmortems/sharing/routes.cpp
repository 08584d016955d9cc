// SPDX-License-Identifier: Apache-2.0
#include "features/postmortems/sharing/routes.hpp"

#include "base/time.hpp"
#include "features/postmortems/sharing/atom.hpp"
#include "routing/request.hpp"

#include <algorithm>
#include <memory>

namespace debrief::features::postmortems::sharing {
namespace {

using domain::Action;
using http::Response;

constexpr std::int64_t kLongestDays = 365;
constexpr std::int64_t kUsualDays = 30;
constexpr std::int64_t kMostInFeed = 50;

struct Desk {
  journal::Journal& journal;
  Ports ports;
};

json::object to_json(const Share& share, Instant now) {
  const bool ended = share.closed_at || share.expires_at <= now;
  return {{"id", share.id},
          {"sources", share.sources},
          {"created_by", share.created_by},
          {"created_at", to_rfc3339(share.created_at)},
          {"expires_at", to_rfc3339(share.expires_at)},
          {"closed_at", json::or_null(share.closed_at)},
          {"opened_at", json::or_null(share.opened_at)},
          {"ended", ended}};
}

Result<Response> get_shares(const Desk& desk, const Call& call) {
  const auto number = TRY(number_in_path(call.request));
  const auto shares =
      TRY(desk.journal.database().read([&](db::Connection& db) { return list_shares(db, call.who, number); }));
  json::array items;
  for (const Share& share : shares) items.emplace_back(to_json(share, desk.journal.clock().now()));
  return respond({{"items", std::move(items)}});
}

Result<Response> post_share(const Desk& desk, const Call& call) {
  const auto number = TRY(number_in_path(call.request));
  const auto body = TRY(body_of(call.request));
  auto in = TRY(json::Fields::of(body));
  const auto days = TRY(in.optional_integer("days", 1, kLongestDays)).value_or(kUsualDays);
  const bool sources = TRY(in.boolean_or("sources", false));
  TRY(in.done());
  return desk.journal.write(call.origin, [&](journal::Transaction& tx) -> Result<Response> {
    const Opened opened = TRY(open_share(tx, call.who, number, std::chrono::days(days), sources));
    json::object document = to_json(opened.share, tx.now());
    document["path"] = "/share/" + opened.token;
    return respond(document, 201);
  });
}

Result<Response> delete_share(const Desk& desk, const Call& call) {
  const auto number = TRY(number_in_path(call.request));
  TRY(desk.journal.write(call.origin, [&](journal::Transaction& tx) {
    return close_share(tx, call.who, number, call.request.parameter("id"));
  }));
  return get_shares(desk, call);
}

Result<Response> get_shared(const Desk& desk, const Call& call) {
  const std::string token = call.request.parameter("token");
  const auto share = desk.journal.database().read(
      [&](db::Connection& db) { return find_share(db, token, desk.journal.clock().now()); });
  if (!share) return not_found("this link has ended").with_help("Ask who gave it to you for a new one.");
  Response response;
  response.body = TRY(shared_page(desk.journal, desk.ports, *share));
  response.set("Content-Type", "text/html; charset=utf-8");
  response.set("Content-Security-Policy",
               "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'none'");
  response.set("Referrer-Policy", "no-referrer");
  response.set("X-Robots-Tag", "noindex, nofollow");
  return response;
}

Response subscription_response(const Subscription& subscription) {
  return respond({{"digest", subscription.digest}, {"feed", subscription.feed}});
}

Result<Response> get_subscription(const Desk& desk, const Call& call) {
  return subscription_response(
      desk.journal.database().read([&](db::Connection& db) { return find_subscription(db, call.who.id); }));
}

Result<Response> patch_subscription(const Desk& desk, const Call& call) {
  const auto body = TRY(body_of(call.request));
  auto in = TRY(json::Fields::of(body));
  const auto digest = TRY(in.optional_boolean("digest"));
  TRY(in.done());
  return desk.journal.write(call.origin, [&](journal::Transaction& tx) -> Result<Response> {
    if (digest) set_digest(tx.db, call.who.id, *digest);
    return subscription_response(find_subscription(tx.db, call.who.id));
  });
}

Result<Response> post_feed(const Desk& desk, const Call& call) {
  return desk.journal.write(call.origin, [&](journal::Transaction& tx) -> Result<Response> {
    return respond({{"path", "/feeds/" + open_feed(tx.db, call.who.id)}}, 201);
  });
}

Result<Response> delete_feed(const Desk& desk, const Call& call) {
  return desk.journal.write(call.origin, [&](journal::Transaction& tx) -> Result<Response> {
    close_feed(tx.db, call.who.id);
    return subscription_response(find_subscription(tx.db, call.who.id));
  });
}

Result<Response> get_feed(const Desk& desk, const Call& call) {
  const std::string token = call.request.parameter("token");
  const auto user = desk.journal.database().read([&](db::Connection& db) { return find_feed_reader(db, token); });
  const auto members = desk.ports.list_members();
  const auto member =
      std::find_if(members.begin(), members.end(), [&](const auto& one) { return user && one.id == *user; });
  if (member == members.end())
    return not_found("this feed has ended").with_help("Make a new address for it in your settings.");
  const domain::Principal who{member->id, member->name, member->role, "feed"};
  LibraryFilter filter;
  filter.state = "published";
  const auto page = TRY(desk.journal.database().read(
      [&](db::Connection& db) { return list_library(db, who, filter, {}, std::nullopt, kMostInFeed); }));
  Response response;
  response.set("Content-Type", "application/atom+xml; charset=utf-8");
  response.set("Referrer-Policy", "no-referrer");
  response.body = atom_feed(page.items, desk.ports.address, desk.journal.clock().now());
  return response;
}

}  // namespace

std::vector<Route> routes(journal::Journal& journal, Ports ports) {
  const auto desk = std::make_shared<const Desk>(Desk{journal, std::move(ports)});
  const std::string shares = "/api/v1/incidents/{number}/postmortem/shares";
  return {
      {"GET", shares, Action::read, [desk](Call& call) { return get_shares(*desk, call); }},
      {"POST", shares, Action::publish, [desk](Call& call) { return post_share(*desk, call); }},
      {"DELETE", shares + "/{id}", Action::publish, [desk](Call& call) { return delete_share(*desk, call); }},
      {"GET", "/share/{token}", std::nullopt, [desk](Call& call) { return get_shared(*desk, call); }},
      {"GET", "/api/v1/subscription", Action::read, [desk](Call& call) { return get_subscription(*desk, call); }},
      {"PATCH", "/api/v1/subscription", Action::read, [desk](Call& call) { return patch_subscription(*desk, call); }},
      {"POST", "/api/v1/subscription/feed", Action::read, [desk](Call& call) { return post_feed(*desk, call); }},
      {"DELETE", "/api/v1/subscription/feed", Action::read, [desk](Call& call) { return delete_feed(*desk, call); }},
      {"GET", "/feeds/{token}", std::nullopt, [desk](Call& call) { return get_feed(*desk, call); }},
  };
}

}  // namespace debrief::features::postmortems::sharing
