// SPDX-License-Identifier: Apache-2.0
#include "base/time.hpp"
#include "features/status/routes_desk.hpp"
#include "features/status/store.hpp"
#include "features/status/zip.hpp"
#include "routing/request.hpp"

#include <algorithm>
#include <iterator>

namespace debrief::features::status {
namespace {

using domain::Action;
using http::Response;

Result<std::vector<Component>> components_in(const json::value* value) {
  std::vector<Component> components;
  if (value == nullptr) return components;
  if (!value->is_array()) return invalid("'components' is a list").at("/components");
  for (std::size_t i = 0; i < value->get_array().size(); ++i) {
    auto in = TRY(json::Fields::of(value->get_array()[i], fmt::format("/components/{}", i)));
    Component one;
    one.id = TRY(in.optional_text("id", 60)).value_or("");
    one.group = TRY(in.optional_text("group", 120)).value_or("");
    one.name = TRY(in.text("name", 120));
    one.description = TRY(in.optional_text("description", 500)).value_or("");
    one.services = TRY(in.texts("services", 100));
    TRY(in.done());
    components.push_back(std::move(one));
  }
  return components;
}

Result<Page> page_in(const Call& call) {
  const auto body = TRY(body_of(call.request));
  auto in = TRY(json::Fields::of(body));
  Page page;
  page.slug = TRY(in.text("slug", 60));
  page.name = TRY(in.text("name", 120));
  page.intro = TRY(in.optional_text("intro", 4000)).value_or("");
  page.is_private = TRY(in.boolean_or("private", false));
  page.zone = TRY(in.optional_text("zone", 60)).value_or("UTC");
  page.since = TRY(in.optional_time("since")).value_or(Instant{});
  page.components = TRY(components_in(in.find("components")));
  TRY(in.done());
  return page;
}

Result<Response> list_all(const Desk& desk) {
  return desk.journal.database().read([&](db::Connection& db) {
    json::array items;
    const auto pages = store::list_pages(db);
    for (const Page& page : pages) items.push_back(page_json(desk, db, page));
    return respond({{"items", std::move(items)}});
  });
}

Result<Response> get_page(const Desk& desk, const Call& call) {
  return desk.journal.database().read([&](db::Connection& db) -> Result<Response> {
    const auto page = store::find_page(db, call.request.parameter("id"));
    if (!page) return not_found("there is no such status page");
    return respond(page_json(desk, db, *page), 200, page->version);
  });
}

Result<Response> put_page(const Desk& desk, const Call& call, const std::string& id) {
  const auto expected = TRY(expected_version(call.request));
  Page wanted = TRY(page_in(call));
  wanted.id = id;
  return desk.journal.write(call.origin, [&](journal::Transaction& tx) -> Result<Response> {
    const Page page = TRY(save_page(tx, call.who, wanted, expected));
    return respond(page_json(desk, tx.db, page), id.empty() ? 201 : 200, page.version);
  });
}

Result<Response> delete_page(const Desk& desk, const Call& call) {
  TRY(desk.journal.write(call.origin, [&](journal::Transaction& tx) { return remove_page(tx, call.who, call.request.parameter("id")); }));
  Response response;
  response.status = 204;
  return response;
}

Result<Response> get_export(const Desk& desk, const Call& call) {
  const auto view = desk.journal.database().read([&](db::Connection& db) -> std::optional<PublicView> {
    auto page = store::find_page(db, call.request.parameter("id"));
    if (!page) return std::nullopt;
    return view_of(db, std::move(*page), desk.journal.clock().now());
  });
  if (!view) return not_found("there is no such status page");
  Links links = links_of(desk.ports);
  links.files = true;
  std::vector<PublicFile> files;
  const auto names = list_public_files(*view);
  for (const std::string& name : names)
    if (auto file = find_public_file(*view, links, name)) files.push_back(std::move(*file));
  if (call.request.query_value("format") == "json") {
    json::array items;
    for (const PublicFile& file : files) items.push_back(json::object{{"name", file.name}, {"text", file.text}});
    return respond({{"files", std::move(items)}});
  }
  Response response;
  response.set("Content-Type", "application/zip");
  response.set("Content-Disposition", fmt::format("attachment; filename=\"status-{}.zip\"", view->page.slug));
  response.body = zip_of("status-" + view->page.slug, files, view->now);
  return response;
}

}  // namespace

json::object page_json(const Desk& desk, db::Connection& db, const Page& page) {
  const PublicView view = view_of(db, page, desk.journal.clock().now());
  const SubscriberCounts counts = count_subscribers(db, page.id);
  Health worst = Health::operational;
  for (const Component& one : page.components) worst = std::max(worst, health_at(view.entries, one.id, view.now));
  return {{"id", page.id},
          {"slug", page.slug},
          {"name", page.name},
          {"intro", page.intro},
          {"private", page.is_private},
          {"zone", page.zone},
          {"since", to_rfc3339(page.since)},
          {"components", store::components_json(page.components, true)},
          {"path", "/status/" + page.slug},
          {"url", desk.ports.address.empty() ? json::value(nullptr) : json::value(desk.ports.address + "/status/" + page.slug)},
          {"state", to_text(worst)},
          {"sentence", sentence_of(view)},
          {"mails", desk.ports.mails},
          {"subscribers", json::object{{"mail", counts.mail}, {"webhook", counts.webhook}, {"unconfirmed", counts.unconfirmed}}},
          {"saved_by", page.saved_by},
          {"saved_at", to_rfc3339(page.saved_at)},
          {"changed_at", to_rfc3339(page.changed_at)},
          {"version", page.version}};
}

PublicView view_of(db::Connection& db, Page page, Instant now) {
  auto entries = store::list_entries(db, page.id, true);
  return {std::move(page), std::move(entries), now};
}

Links links_of(const Ports& ports) { return {false, ports.address, ports.mails && !ports.address.empty()}; }

std::vector<Route> page_routes(const DeskPointer& desk) {
  const std::string all = "/api/v1/status-pages";
  const std::string one = all + "/{id}";
  return {
      {"GET", all, Action::read, [desk](Call&) { return list_all(*desk); }},
      {"POST", all, Action::edit, [desk](Call& call) { return put_page(*desk, call, ""); }},
      {"GET", one, Action::read, [desk](Call& call) { return get_page(*desk, call); }},
      {"PUT", one, Action::edit, [desk](Call& call) { return put_page(*desk, call, call.request.parameter("id")); }},
      {"DELETE", one, Action::edit, [desk](Call& call) { return delete_page(*desk, call); }},
      {"GET", one + "/export", Action::read, [desk](Call& call) { return get_export(*desk, call); }},
  };
}

std::vector<Route> routes(journal::Journal& journal, Ports ports) {
  const auto desk = std::make_shared<const Desk>(journal, std::move(ports));
  std::vector<Route> all;
  for (auto part : {page_routes(desk), entry_routes(desk), subscriber_routes(desk), public_routes(desk)}) all.insert(all.end(), part.begin(), part.end());
  return all;
}

}  // namespace debrief::features::status
