// SPDX-License-Identifier: Apache-2.0
#include "base/time.hpp"
#include "features/status/routes_desk.hpp"
#include "features/status/store.hpp"
#include "journal/visibility.hpp"
#include "routing/request.hpp"

#include <algorithm>

namespace debrief::features::status {
namespace {

using domain::Action;
using http::Response;

json::object post_json(const Post& post) {
  return {{"id", post.id},
          {"state", to_text(post.stage)},
          {"text", post.text},
          {"at", to_rfc3339(post.at)},
          {"components", store::affected_json(post.affected)},
          {"by", post.by},
          {"recorded_at", to_rfc3339(post.recorded_at)},
          {"corrected_at", json::or_null(post.corrected_at)},
          {"version", post.version}};
}

Result<Stage> stage_in(json::Fields& in) {
  const std::string text = TRY(in.text("state", 40));
  const auto stage = stage_from(text);
  if (!stage)
    return invalid("there is no state '{}'", text).at(in.path_of("state")).with_help("Use investigating, identified, monitoring or resolved; for maintenance scheduled, in_progress or completed.");
  return *stage;
}

Result<std::optional<std::vector<Affected>>> affected_in(json::Fields& in) {
  const json::value* value = in.find("components");
  if (value == nullptr || value->is_null()) return std::optional<std::vector<Affected>>{};
  if (!value->is_array() || value->get_array().size() > kMostComponents) return invalid("'components' is a list").at(in.path_of("components"));
  std::vector<Affected> affected;
  for (std::size_t i = 0; i < value->get_array().size(); ++i) {
    auto one = TRY(json::Fields::of(value->get_array()[i], fmt::format("{}/{}", in.path_of("components"), i)));
    const std::string id = TRY(one.text("id", 60));
    const std::string state = TRY(one.text("state", 40));
    TRY(one.done());
    const auto health = health_from(state);
    if (!health)
      return invalid("there is no state '{}' of a component", state).at(in.path_of("components")).with_help("Use operational, maintenance, degraded, partial_outage or major_outage.");
    affected.push_back({id, "", *health});
  }
  return std::optional(std::move(affected));
}

Result<NewPost> post_in(json::Fields& in) {
  NewPost wanted;
  wanted.stage = TRY(stage_in(in));
  wanted.text = TRY(in.text("text", kLongestText));
  wanted.affected = TRY(affected_in(in));
  wanted.at = TRY(in.optional_time("at"));
  return wanted;
}

Result<NewEntry> entry_in(json::Fields& in) {
  NewEntry wanted;
  wanted.title = TRY(in.text("title", 200));
  wanted.starts_at = TRY(in.optional_time("starts_at"));
  wanted.ends_at = TRY(in.optional_time("ends_at"));
  wanted.private_confirmed = TRY(in.boolean_or("private_confirmed", false));
  wanted.post = TRY(post_in(in));
  wanted.maintenance = of_maintenance(wanted.post.stage);
  return wanted;
}

/// Refuses what readers outside should not see, unless the writer says that it is meant.
Result<> check_words(const Desk& desk, const Call& call, std::optional<std::int64_t> incident, const std::vector<std::string>& texts, bool meant) {
  if (meant) return {};
  const auto clean = find_inside_words(desk.journal.database(), desk.ports, call.who, incident, texts);
  if (!clean) return {};
  std::string words;
  for (const std::string& text : *clean) words += (words.empty() ? "" : " – ") + text;
  return invalid("this holds names of people, addresses, or names that are used inside: without them it would read “{}”", words.substr(0, 2000))
      .at("/with_names")
      .with_help("Leave them out, or send it with \"with_names\": true when they are meant to be read outside.");
}

Result<Response> answer_entry(const Desk& desk, const Result<Entry>& entry, int status) {
  if (!entry) return entry.error();
  return respond(entry_inside_json(*entry, desk.journal.clock().now()), status);
}

bool may_see(db::Connection& db, const domain::Principal& who, const Entry& entry) {
  return !entry.incident || journal::require_incident(db, who, Action::read, *entry.incident).has_value();
}

Result<Response> get_entries(const Desk& desk, const Call& call) {
  return desk.journal.database().read([&](db::Connection& db) -> Result<Response> {
    const auto page = store::find_page(db, call.request.parameter("id"));
    if (!page) return not_found("there is no such status page");
    json::array items;
    const auto entries = store::list_entries(db, page->id, false);
    for (const Entry& entry : entries)
      if (may_see(db, call.who, entry)) items.push_back(entry_inside_json(entry, desk.journal.clock().now()));
    return respond({{"items", std::move(items)}});
  });
}

Result<Response> post_entry(const Desk& desk, const Call& call) {
  const auto body = TRY(body_of(call.request));
  auto in = TRY(json::Fields::of(body));
  const NewEntry wanted = TRY(entry_in(in));
  const bool meant = TRY(in.boolean_or("with_names", false));
  TRY(in.done());
  TRY(check_words(desk, call, std::nullopt, {wanted.title, wanted.post.text}, meant));
  return desk.journal.write(call.origin, [&](journal::Transaction& tx) {
    return answer_entry(desk, show(tx, call.who, call.request.parameter("id"), std::nullopt, wanted), 201);
  });
}

/// Number of the incident of an entry, as far as the caller may know it.
std::optional<std::int64_t> incident_of(const Desk& desk, const Call& call) {
  return desk.journal.database().read([&](db::Connection& db) -> std::optional<std::int64_t> {
    const auto entry = store::find_entry(db, call.request.parameter("entry"));
    return entry && may_see(db, call.who, *entry) ? entry->incident : std::nullopt;
  });
}

Result<Response> patch_entry(const Desk& desk, const Call& call) {
  const auto body = TRY(body_of(call.request));
  auto in = TRY(json::Fields::of(body));
  EntryChange wanted;
  wanted.title = TRY(in.optional_text("title", 200));
  wanted.shown = TRY(in.optional_boolean("shown"));
  wanted.starts_at = TRY(in.optional_time("starts_at"));
  wanted.ends_at = TRY(in.optional_time("ends_at"));
  const bool meant = TRY(in.boolean_or("with_names", false));
  TRY(in.done());
  if (wanted.title) TRY(check_words(desk, call, incident_of(desk, call), {*wanted.title}, meant));
  return desk.journal.write(call.origin, [&](journal::Transaction& tx) {
    return answer_entry(desk, change(tx, call.who, call.request.parameter("id"), call.request.parameter("entry"), wanted), 200);
  });
}

Result<Response> post_post(const Desk& desk, const Call& call) {
  const auto body = TRY(body_of(call.request));
  auto in = TRY(json::Fields::of(body));
  const NewPost wanted = TRY(post_in(in));
  const bool meant = TRY(in.boolean_or("with_names", false));
  TRY(in.done());
  TRY(check_words(desk, call, incident_of(desk, call), {wanted.text}, meant));
  return desk.journal.write(call.origin, [&](journal::Transaction& tx) {
    return answer_entry(desk, post(tx, call.who, call.request.parameter("id"), call.request.parameter("entry"), wanted), 201);
  });
}

Result<Response> put_post(const Desk& desk, const Call& call) {
  const auto body = TRY(body_of(call.request));
  auto in = TRY(json::Fields::of(body));
  const NewPost wanted = TRY(post_in(in));
  const std::string reason = TRY(in.optional_text("reason", 1000)).value_or("");
  const bool meant = TRY(in.boolean_or("with_names", false));
  TRY(in.done());
  TRY(check_words(desk, call, incident_of(desk, call), {wanted.text}, meant));
  return desk.journal.write(call.origin, [&](journal::Transaction& tx) {
    return answer_entry(desk, correct(tx, call.who, call.request.parameter("id"), call.request.parameter("entry"), call.request.parameter("post"), wanted, reason), 200);
  });
}

Result<Response> get_post(const Desk& desk, const Call& call) {
  return desk.journal.database().read([&](db::Connection& db) -> Result<Response> {
    const auto entry = store::find_entry(db, call.request.parameter("entry"));
    const bool seen = entry && entry->page == call.request.parameter("id") && may_see(db, call.who, *entry);
    const Post* found = nullptr;
    if (seen)
      for (const Post& post : entry->posts)
        if (post.id == call.request.parameter("post")) found = &post;
    if (found == nullptr) return not_found("there is nothing of the kind on this page");
    json::array former;
    const auto versions = store::list_former(db, found->id);
    for (const auto& one : versions)
      former.push_back(json::object{{"state", to_text(one.post.stage)}, {"text", one.post.text}, {"at", to_rfc3339(one.post.at)}, {"components", store::affected_json(one.post.affected)},
                                    {"version", one.post.version}, {"replaced_by", one.replaced_by}, {"replaced_at", to_rfc3339(one.replaced_at)}, {"reason", one.reason}});
    json::object document = post_json(*found);
    document["former"] = std::move(former);
    return respond(document);
  });
}

/// A page as somebody who wants to show an incident needs it.
json::object offer_json(const Page& page, const domain::Incident& incident) {
  json::array components;
  for (const Component& one : page.components) {
    const bool concerned = std::any_of(one.services.begin(), one.services.end(), [&](const std::string& service) {
      return std::find(incident.services.begin(), incident.services.end(), service) != incident.services.end();
    });
    components.push_back(json::object{{"id", one.id}, {"group", one.group}, {"name", one.name}, {"concerned", concerned}});
  }
  return {{"id", page.id}, {"name", page.name}, {"path", "/status/" + page.slug}, {"private", page.is_private}, {"components", std::move(components)}};
}

Result<Response> get_shown(const Desk& desk, const Call& call) {
  const auto number = TRY(number_in_path(call.request));
  const auto incident = TRY(desk.ports.get_incident(call.who, number));
  return desk.journal.database().read([&](db::Connection& db) {
    json::array pages, entries;
    const auto all = store::list_pages(db);
    for (const Page& page : all) pages.push_back(offer_json(page, incident));
    const auto shown = store::list_entries_of(db, number);
    for (const Entry& entry : shown)
      if (std::any_of(all.begin(), all.end(), [&](const Page& page) { return page.id == entry.page; })) entries.push_back(entry_inside_json(entry, desk.journal.clock().now()));
    return respond({{"pages", std::move(pages)}, {"items", std::move(entries)}});
  });
}

Result<Response> post_shown(const Desk& desk, const Call& call) {
  const auto number = TRY(number_in_path(call.request));
  const auto body = TRY(body_of(call.request));
  auto in = TRY(json::Fields::of(body));
  const std::string page = TRY(in.text("page", 60));
  const NewEntry wanted = TRY(entry_in(in));
  const bool meant = TRY(in.boolean_or("with_names", false));
  TRY(in.done());
  TRY(desk.ports.get_incident(call.who, number));
  TRY(check_words(desk, call, number, {wanted.title, wanted.post.text}, meant));
  return desk.journal.write(call.origin, [&](journal::Transaction& tx) { return answer_entry(desk, show(tx, call.who, page, number, wanted), 201); });
}

}  // namespace

json::object entry_inside_json(const Entry& entry, Instant now) {
  json::array posts;
  for (auto post = entry.posts.rbegin(); post != entry.posts.rend(); ++post) posts.push_back(post_json(*post));
  return {{"id", entry.id},
          {"page", entry.page},
          {"incident", json::or_null(entry.incident)},
          {"kind", entry.maintenance ? "maintenance" : "incident"},
          {"title", entry.title},
          {"shown", entry.shown},
          {"state", to_text(stage_at(entry, now))},
          {"starts_at", json::or_null(entry.starts_at)},
          {"ends_at", json::or_null(entry.ends_at)},
          {"created_by", entry.created_by},
          {"created_at", to_rfc3339(entry.created_at)},
          {"posts", std::move(posts)}};
}

Result<> post_update(journal::Transaction& tx, const domain::Principal& who, const domain::Update& update, const json::value& targets) {
  if (!targets.is_array() || targets.get_array().size() > 20) return invalid("'pages' is a list of at most 20").at("/pages");
  std::string text = update.conditions;
  for (const std::string& part : {update.actions, update.needs})
    if (!part.empty()) text += "\n\n" + part;
  for (std::size_t i = 0; i < targets.get_array().size(); ++i) {
    auto in = TRY(json::Fields::of(targets.get_array()[i], fmt::format("/pages/{}", i)));
    const std::string page = TRY(in.text("page", 60));
    const std::string title = TRY(in.optional_text("title", 200)).value_or("");
    NewPost wanted{TRY(stage_in(in)), text, TRY(affected_in(in)), update.at};
    TRY(in.done());
    const auto entries = store::list_entries_of(tx.db, update.incident);
    const auto shown = std::find_if(entries.begin(), entries.end(), [&](const Entry& entry) { return entry.page == page && entry.shown; });
    if (shown != entries.end()) TRY(post(tx, who, page, shown->id, wanted));
    else TRY(show(tx, who, page, update.incident, {title, of_maintenance(wanted.stage), std::nullopt, std::nullopt, std::move(wanted), false}));
  }
  return {};
}

std::vector<Route> entry_routes(const DeskPointer& desk) {
  const std::string all = "/api/v1/status-pages/{id}/entries";
  const std::string one = all + "/{entry}";
  const std::string shown = "/api/v1/incidents/{number}/status";
  return {
      {"GET", all, Action::read, [desk](Call& call) { return get_entries(*desk, call); }},
      {"POST", all, Action::edit, [desk](Call& call) { return post_entry(*desk, call); }},
      {"PATCH", one, Action::respond, [desk](Call& call) { return patch_entry(*desk, call); }},
      {"POST", one + "/posts", Action::respond, [desk](Call& call) { return post_post(*desk, call); }},
      {"GET", one + "/posts/{post}", Action::read, [desk](Call& call) { return get_post(*desk, call); }},
      {"PUT", one + "/posts/{post}", Action::respond, [desk](Call& call) { return put_post(*desk, call); }},
      {"GET", shown, Action::read, [desk](Call& call) { return get_shown(*desk, call); }},
      {"POST", shown, Action::respond, [desk](Call& call) { return post_shown(*desk, call); }},
  };
}

}  // namespace debrief::features::status
