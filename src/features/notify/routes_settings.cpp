// SPDX-License-Identifier: Apache-2.0
#include "features/notify/routes_settings.hpp"

#include "features/notify/channels.hpp"
#include "features/notify/push.hpp"
#include "features/notify/send.hpp"
#include "features/notify/store.hpp"

#include "base/text.hpp"
#include "base/time.hpp"
#include "routing/request.hpp"

#include <algorithm>
#include <memory>

namespace debrief::features::notify {
namespace {

using domain::Action;
using http::Response;

struct SettingsDesk {
  journal::Journal& journal;
  Ports ports;
};

Response nothing_more() {
  Response response;
  response.status = 204;
  return response;
}

json::array kinds_json(const std::map<std::string, Channels>& chosen, const std::map<std::string, Channels>& defaults) {
  json::array kinds;
  for (const NoticeKind& kind : notice_kinds()) {
    const auto own = chosen.find(std::string(kind.id));
    const auto usual = defaults.find(std::string(kind.id));
    const Channels now = own != chosen.end() ? own->second : usual != defaults.end() ? usual->second : Channels{};
    kinds.push_back(json::object{{"id", kind.id},       {"name", kind.name}, {"app", now.app}, {"mail", now.mail},
                                 {"push", now.push}, {"from", own != chosen.end() ? "own" : usual != defaults.end() ? "team" : "usual"}});
  }
  return kinds;
}

json::object settings_json(db::Connection& db, const Ports& ports, const std::string& user_id) {
  const auto teams = ports.list_team_ids ? ports.list_team_ids(db, user_id) : std::vector<std::string>{};
  const auto quiet = store::find_quiet(db, user_id);
  json::array browsers;
  for (const KnownBrowser& one : list_browsers(db, user_id))
    browsers.push_back(json::object{{"id", one.id}, {"browser", one.browser}, {"hash", one.hash}, {"created_at", to_rfc3339(one.created_at)}, {"succeeded_at", json::or_null(one.succeeded_at)}});
  return {{"kinds", kinds_json(store::list_channels(db, user_id), defaults_of(db, teams))},
          {"mail", static_cast<bool>(ports.send)},
          {"push", static_cast<bool>(ports.push)},
          {"quiet", quiet ? json::value(to_json(*quiet)) : json::value(nullptr)},
          {"usual_zone", store::usual_zone(db, user_id)},
          {"browsers", std::move(browsers)}};
}

Result<Response> get_settings(const SettingsDesk& desk, const Call& call) {
  return respond(desk.journal.database().read([&](db::Connection& db) { return settings_json(db, desk.ports, call.who.id); }));
}

/// What one call changes; absent ways stay as they are.
struct Choice {
  std::string kind;
  std::optional<bool> app, mail, push;
  bool reset = false;
};

Result<Choice> choice_in(const Call& call) {
  const auto body = TRY(body_of(call.request));
  auto in = TRY(json::Fields::of(body));
  Choice choice;
  choice.kind = TRY(in.text("kind", 100));
  choice.app = TRY(in.optional_boolean("app"));
  choice.mail = TRY(in.optional_boolean("mail"));
  choice.push = TRY(in.optional_boolean("push"));
  choice.reset = TRY(in.boolean_or("reset", false));
  TRY(in.done());
  const auto& kinds = notice_kinds();
  if (std::none_of(kinds.begin(), kinds.end(), [&](const NoticeKind& known) { return known.id == choice.kind; }))
    return invalid("there is no kind of notice '{}'", choice.kind).at("/kind").with_help("GET the settings for the kinds there are.");
  return choice;
}

void put_choice(db::Connection& db, const std::string& owner, const Choice& choice, const Channels& before) {
  if (choice.reset) return store::remove_channels(db, owner, choice.kind);
  store::put_channels(db, owner, choice.kind, {choice.app.value_or(before.app), choice.mail.value_or(before.mail), choice.push.value_or(before.push)});
}

Result<Response> patch_settings(const SettingsDesk& desk, const Call& call) {
  const Choice choice = TRY(choice_in(call));
  return desk.journal.write(call.origin, [&](journal::Transaction& tx) -> Result<Response> {
    put_choice(tx.db, call.who.id, choice, channels_for(tx.db, desk.ports, call.who.id, choice.kind));
    return respond(settings_json(tx.db, desk.ports, call.who.id));
  });
}

Result<> require_team(db::Connection& db, const Ports& ports, const domain::Principal& who, const std::string& team, bool change) {
  if (!db.query_one("select 1 from teams where id = $1", team)) return not_found("there is no such team");
  if (change && !(ports.may_change_team && ports.may_change_team(db, who, team)))
    return make_error(ErrorCode::forbidden, "only administrators and the lead of the team may change this");
  return {};
}

Result<Response> get_team(const SettingsDesk& desk, const Call& call) {
  const std::string team = call.request.parameter("id");
  return desk.journal.database().read([&](db::Connection& db) -> Result<Response> {
    TRY(require_team(db, desk.ports, call.who, team, false));
    return respond({{"kinds", kinds_json({}, store::list_channels(db, team_owner(team)))}});
  });
}

Result<Response> patch_team(const SettingsDesk& desk, const Call& call) {
  const std::string team = call.request.parameter("id");
  const Choice choice = TRY(choice_in(call));
  return desk.journal.write(call.origin, [&](journal::Transaction& tx) -> Result<Response> {
    TRY(require_team(tx.db, desk.ports, call.who, team, true));
    const auto chosen = store::list_channels(tx.db, team_owner(team));
    const auto found = chosen.find(choice.kind);
    put_choice(tx.db, team_owner(team), choice, found == chosen.end() ? Channels{} : found->second);
    return respond({{"kinds", kinds_json({}, store::list_channels(tx.db, team_owner(team)))}});
  });
}

Result<Response> put_quiet_hours(const SettingsDesk& desk, const Call& call) {
  const auto body = TRY(body_of(call.request));
  const QuietHours quiet = TRY(read_quiet(body));
  return desk.journal.write(call.origin, [&](journal::Transaction& tx) -> Result<Response> {
    store::put_quiet(tx.db, call.who.id, quiet);
    wait_anew(tx, call.who.id);
    return respond(settings_json(tx.db, desk.ports, call.who.id));
  });
}

Result<Response> delete_quiet_hours(const SettingsDesk& desk, const Call& call) {
  return desk.journal.write(call.origin, [&](journal::Transaction& tx) -> Result<Response> {
    store::remove_quiet(tx.db, call.who.id);
    wait_anew(tx, call.who.id);
    return respond(settings_json(tx.db, desk.ports, call.who.id));
  });
}

Result<Response> get_push_key(const SettingsDesk& desk) {
  if (!desk.ports.push) return make_error(ErrorCode::unavailable, "this server sends no pushes");
  const KeyPair keys = desk.journal.database().write([&](db::Connection& db) { return server_keys(db, desk.ports); });
  return respond({{"key", to_base64url(keys.public_key)}});
}

Result<Response> post_browser(const SettingsDesk& desk, const Call& call) {
  const auto body = TRY(body_of(call.request));
  auto in = TRY(json::Fields::of(body));
  Subscription wanted;
  wanted.user_id = call.who.id;
  wanted.address = TRY(in.text("address", 2000));
  wanted.keys.p256dh = from_base64url(TRY(in.text("p256dh", 200))).value_or("");
  wanted.keys.auth = from_base64url(TRY(in.text("auth", 100))).value_or("");
  wanted.browser = TRY(in.optional_text("browser", 100)).value_or("");
  TRY(in.done());
  if (!desk.ports.push) return make_error(ErrorCode::unavailable, "this server sends no pushes");
  if (call.who.id.empty()) return invalid("pushes are for people with an account");
  return desk.journal.write(call.origin, [&](journal::Transaction& tx) -> Result<Response> {
    TRY(subscribe(tx, desk.ports, wanted));
    return respond(settings_json(tx.db, desk.ports, call.who.id), 201);
  });
}

Result<Response> delete_browser(const SettingsDesk& desk, const Call& call) {
  return desk.journal.write(call.origin, [&](journal::Transaction& tx) -> Result<Response> {
    unsubscribe(tx.db, call.who.id, call.request.parameter("id"));
    return nothing_more();
  });
}

Result<Response> list_mails(const SettingsDesk& desk, const Call& call) {
  const auto limit = TRY(limit_of(call.request));
  const bool waiting = call.request.query_value("state") == "waiting";
  const auto after = call.request.query_value("after");
  json::array items;
  const auto stuck = desk.journal.database().read([&](db::Connection& db) { return store::list_stuck(db, !waiting, after, limit); });
  for (const auto& mail : stuck)
    items.push_back(json::object{{"id", mail.id}, {"address", mail.address}, {"subject", mail.subject}, {"kind", mail.kind},
                                 {"created_at", to_rfc3339(mail.created_at)}, {"attempts", mail.attempts}, {"attempted_at", json::or_null(mail.attempted_at)},
                                 {"failed_at", json::or_null(mail.failed_at)}, {"error", mail.error}});
  const bool more = static_cast<std::int64_t>(stuck.size()) == limit;
  return respond({{"items", std::move(items)}, {"next", more ? json::value(stuck.back().id) : json::value(nullptr)}});
}

Result<Response> replay_mail(const SettingsDesk& desk, const Call& call) {
  const std::string id = call.request.parameter("id");
  return desk.journal.write(call.origin, [&](journal::Transaction& tx) -> Result<Response> {
    if (!store::replay(tx.db, id, tx.now())) return not_found("there is no such mail that was given up");
    journal::put_job(tx.db, "mail/" + id, std::string(kMailJob), {{"mail", id}}, tx.now());
    return nothing_more();
  });
}

}  // namespace

std::vector<Route> settings_routes(journal::Journal& journal, const Ports& ports) {
  const auto desk = std::make_shared<const SettingsDesk>(SettingsDesk{journal, ports});
  const std::string own = "/api/v1/notices";
  const std::string team = "/api/v1/teams/{id}/notice-defaults";
  return {
      {"GET", own + "/settings", Action::read, [desk](Call& call) { return get_settings(*desk, call); }},
      {"PATCH", own + "/settings", Action::read, [desk](Call& call) { return patch_settings(*desk, call); }},
      {"PUT", own + "/quiet-hours", Action::read, [desk](Call& call) { return put_quiet_hours(*desk, call); }},
      {"DELETE", own + "/quiet-hours", Action::read, [desk](Call& call) { return delete_quiet_hours(*desk, call); }},
      {"GET", own + "/push-key", Action::read, [desk](Call&) { return get_push_key(*desk); }},
      {"POST", own + "/browsers", Action::read, [desk](Call& call) { return post_browser(*desk, call); }},
      {"DELETE", own + "/browsers/{id}", Action::read, [desk](Call& call) { return delete_browser(*desk, call); }},
      {"GET", team, Action::read, [desk](Call& call) { return get_team(*desk, call); }},
      {"PATCH", team, Action::respond, [desk](Call& call) { return patch_team(*desk, call); }},
      {"GET", "/api/v1/mails", Action::administer, [desk](Call& call) { return list_mails(*desk, call); }},
      {"POST", "/api/v1/mails/{id}/replay", Action::administer, [desk](Call& call) { return replay_mail(*desk, call); }},
  };
}

}  // namespace debrief::features::notify
