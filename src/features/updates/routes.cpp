// SPDX-License-Identifier: Apache-2.0
#include "features/updates/store.hpp"
#include "features/updates/templates.hpp"
#include "features/updates/updates.hpp"

#include "base/time.hpp"
#include "journal/visibility.hpp"
#include "routing/request.hpp"

#include <algorithm>
#include <memory>

namespace debrief::features::updates {
namespace {

using domain::Action;
using domain::Audience;
using http::Response;

struct Desk {
  journal::Journal& journal;
  Ports ports;
};

Result<Audience> audience_named(const std::string& text, std::string field) {
  const auto audience = domain::audience_from(text);
  if (!audience)
    return invalid("there is no audience '{}'", text.substr(0, 60)).at(std::move(field)).with_help("Use internal, executive or customer.");
  return *audience;
}

json::object to_json(const domain::Update& update) {
  return {{"id", update.id},
          {"incident", update.incident},
          {"audience", to_text(update.audience)},
          {"conditions", update.conditions},
          {"actions", update.actions},
          {"needs", update.needs},
          {"by", update.by},
          {"at", to_rfc3339(update.at)},
          {"next_at", json::or_null(update.next_at)}};
}

/// How each audience stands. The incident was read with the policy.
json::array paces_json(db::Connection& db, const domain::Incident& incident, Instant now) {
  auto paces = store::list_paces(db, incident.number);
  const Intervals intervals = store::find_intervals(db);
  const auto due = list_due(db, incident);
  json::array items;
  for (const Audience audience : kAudiences) {
    const Pace& pace = paces[audience];
    const auto next = std::find_if(due.begin(), due.end(), [&](const auto& one) { return one.audience == audience; });
    const bool waits = next != due.end();
    items.emplace_back(json::object{{"audience", to_text(audience)},
                                    {"minutes", json::or_null(pace.minutes)},
                                    {"usual_minutes", json::or_null(intervals.find(incident.severity, audience))},
                                    {"snoozed_until", json::or_null(waits && next->snoozed ? pace.snoozed_until : std::nullopt)},
                                    {"reason", pace.reason},
                                    {"due_at", waits ? json::value(to_rfc3339(next->due_at)) : json::value(nullptr)},
                                    {"overdue", waits && next->due_at <= now}});
  }
  return items;
}

Result<Response> get_updates(const Desk& desk, const Call& call) {
  const auto number = TRY(number_in_path(call.request));
  const auto incident = TRY(desk.ports.get_incident(call.who, number));
  return desk.journal.database().read([&](db::Connection& db) -> Result<Response> {
    json::array items;
    for (const auto& update : TRY(list(db, call.who, number))) items.emplace_back(to_json(update));
    return respond({{"items", std::move(items)}, {"pace", paces_json(db, incident, desk.journal.clock().now())}});
  });
}

/// What stands on a page outside holds no names that are used inside only, unless they are meant.
Result<> check_words(const Desk& desk, const Call& call, std::int64_t number, const NewUpdate& wanted) {
  const auto clean = desk.ports.find_inside_words(call.who, number, {wanted.conditions, wanted.actions, wanted.needs});
  if (!clean) return {};
  std::string words;
  for (const std::string& text : *clean) words += (words.empty() ? "" : " ") + text;
  return invalid("this holds names that are used inside only: without them it would read “{}”", words.substr(0, 2000))
      .at("/with_names")
      .with_help("Leave them out, or send it with \"with_names\": true when they are meant to be read outside.");
}

Result<Response> post_update(const Desk& desk, const Call& call) {
  const auto number = TRY(number_in_path(call.request));
  const auto body = TRY(body_of(call.request));
  auto in = TRY(json::Fields::of(body));
  NewUpdate wanted;
  wanted.audience = TRY(audience_named(TRY(in.text("audience", 50)), "/audience"));
  wanted.conditions = TRY(in.text("conditions", kLongestText));
  wanted.actions = TRY(in.optional_text("actions", kLongestText)).value_or("");
  wanted.needs = TRY(in.optional_text("needs", kLongestText)).value_or("");
  wanted.next_at = TRY(in.optional_time("next_at"));
  wanted.occurred_at = TRY(in.optional_time("occurred_at"));
  const bool names = TRY(in.boolean_or("with_names", false));
  const json::value* pages = in.find("pages");
  TRY(in.done());
  if (pages != nullptr && wanted.audience != Audience::customer) return invalid("status pages are for customers").at("/pages");
  if (wanted.audience == Audience::customer && !names) {
    const auto incident = TRY(desk.ports.get_incident(call.who, number));
    if (const auto redacted = find_names(desk.ports, incident, wanted))
      return invalid("this update for customers holds names of people, or addresses: without them it would read “{}”",
                     (redacted->conditions + " " + redacted->actions + " " + redacted->needs).substr(0, 2000))
          .at("/with_names")
          .with_help("Leave the names out, or send it with \"with_names\": true when they are meant to be read outside.");
  }
  if (pages != nullptr && !names) TRY(check_words(desk, call, number, wanted));
  return desk.journal.write(call.origin, [&](journal::Transaction& tx) -> Result<Response> {
    const domain::Update update = TRY(post(tx, call.who, number, wanted));
    if (pages != nullptr) TRY(desk.ports.post_to_pages(tx, call.who, update, *pages));
    return respond(to_json(update), 201);
  });
}

Result<Response> put_pace(const Desk& desk, const Call& call) {
  const auto number = TRY(number_in_path(call.request));
  const auto audience = TRY(audience_named(call.request.parameter("audience"), "audience"));
  const auto body = TRY(body_of(call.request));
  auto in = TRY(json::Fields::of(body));
  Pace pace;
  pace.minutes = TRY(in.optional_integer("minutes", 1, kMostMinutes));
  pace.snoozed_until = TRY(in.optional_time("snoozed_until"));
  pace.reason = TRY(in.optional_text("reason", 1000)).value_or("");
  TRY(in.done());
  const auto incident = TRY(desk.ports.get_incident(call.who, number));
  return desk.journal.write(call.origin, [&](journal::Transaction& tx) -> Result<Response> {
    TRY(set_pace(tx, call.who, number, audience, pace));
    return respond({{"pace", paces_json(tx.db, incident, tx.now())}});
  });
}

Result<Response> get_templates(const Desk& desk, const Call& call) {
  const auto number = TRY(number_in_path(call.request));
  const auto incident = TRY(desk.ports.get_incident(call.who, number));
  json::array items;
  for (const Template& form : templates()) {
    const Template filled = fill(form, incident, desk.journal.clock().now());
    items.emplace_back(json::object{{"id", filled.id},
                                    {"name", filled.name},
                                    {"audience", to_text(filled.audience)},
                                    {"conditions", filled.conditions},
                                    {"actions", filled.actions},
                                    {"needs", filled.needs}});
  }
  return respond({{"items", std::move(items)}});
}

Response list_templates() {
  json::array items;
  for (const Template& form : templates())
    items.emplace_back(json::object{{"id", form.id},
                                    {"name", form.name},
                                    {"audience", to_text(form.audience)},
                                    {"conditions", form.conditions},
                                    {"actions", form.actions},
                                    {"needs", form.needs}});
  return respond({{"items", std::move(items)}});
}

Result<Response> get_settings(const Desk& desk) {
  return respond(to_json(desk.journal.database().read([](db::Connection& db) { return store::find_intervals(db); })));
}

Result<Response> put_settings(const Desk& desk, const Call& call) {
  const auto body = TRY(body_of(call.request));
  const Intervals intervals = TRY(read_intervals(body));
  return desk.journal.write(call.origin, [&](journal::Transaction& tx) -> Result<Response> {
    store::put_intervals(tx.db, intervals);
    return respond(to_json(intervals));
  });
}

}  // namespace

std::vector<Route> routes(journal::Journal& journal, Ports ports) {
  const auto desk = std::make_shared<const Desk>(Desk{journal, std::move(ports)});
  const std::string all = "/api/v1/incidents/{number}/updates";
  return {
      {"GET", all, Action::read, [desk](Call& call) { return get_updates(*desk, call); }},
      {"POST", all, Action::respond, [desk](Call& call) { return post_update(*desk, call); }},
      {"PUT", all + "/pace/{audience}", Action::respond, [desk](Call& call) { return put_pace(*desk, call); }},
      {"GET", all + "/templates", Action::read, [desk](Call& call) { return get_templates(*desk, call); }},
      {"GET", "/api/v1/update-templates", Action::read, [](Call&) -> Result<Response> { return list_templates(); }},
      {"GET", "/api/v1/update-settings", Action::read, [desk](Call&) { return get_settings(*desk); }},
      {"PUT", "/api/v1/update-settings", Action::administer, [desk](Call& call) { return put_settings(*desk, call); }},
  };
}

}  // namespace debrief::features::updates
