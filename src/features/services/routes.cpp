// SPDX-License-Identifier: Apache-2.0
#include "features/services/store.hpp"
#include "features/services/suggest.hpp"
#include "routing/request.hpp"

#include "base/time.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <memory>

namespace debrief::features::services {
namespace {

using domain::Action;
using domain::Service;
using http::Response;

constexpr std::chrono::hours kRecent{24 * 90};
constexpr std::size_t kLargestFile = 4UL * 1024UL * 1024UL;

struct Desk {
  journal::Journal& journal;
  Ports ports;
};

json::array texts_json(const std::vector<std::string>& texts) {
  json::array list;
  for (const auto& text : texts) list.emplace_back(text);
  return list;
}

json::object service_json(const Service& service) {
  json::array links;
  for (const auto& link : service.links) links.push_back(json::object{{"name", link.name}, {"url", link.url}});
  return {{"name", service.name}, {"description", service.description}, {"team", service.team}, {"tier", json::or_null(service.tier)},
          {"contacts", texts_json(service.contacts)}, {"depends_on", texts_json(service.depends_on)}, {"links", std::move(links)}};
}

/// A service that incidents name and the catalogue does not know has `catalogued` false.
json::object item_json(const Service& service, const Kept* kept, const store::Use& use) {
  json::object item = service_json(service);
  item["catalogued"] = kept != nullptr;
  item["version"] = kept == nullptr ? 0 : kept->version;
  item["updated_by"] = kept == nullptr ? "" : kept->updated_by;
  item["updated_at"] = kept == nullptr ? json::value(nullptr) : json::value(to_rfc3339(kept->updated_at));
  item["incidents"] = use.incidents;
  item["open_incidents"] = use.open;
  item["recent_incidents"] = use.recent;
  item["newest_incident"] = use.newest == 0 ? json::value(nullptr) : json::value(use.newest);
  return item;
}

std::map<std::string, store::Use> uses_by_service(db::Connection& db, const domain::Principal& who, Instant now) {
  std::map<std::string, store::Use> uses;
  for (auto& use : store::list_uses(db, who, now - Micros(kRecent))) uses.emplace(use.service, use);
  return uses;
}

Result<Response> list_all(const Desk& desk, const Call& call) {
  return desk.journal.database().read([&](db::Connection& db) -> Result<Response> {
    auto uses = uses_by_service(db, call.who, desk.journal.clock().now());
    std::map<std::string, json::object> items;
    for (const Kept& kept : list(db)) {
      items.emplace(kept.service.name, item_json(kept.service, &kept, uses[kept.service.name]));
      uses.erase(kept.service.name);
    }
    for (const auto& [name, use] : uses) {
      Service service;
      service.name = name;
      items.emplace(name, item_json(service, nullptr, use));
    }
    json::array all;
    for (auto& [name, item] : items) all.push_back(std::move(item));
    return respond({{"items", std::move(all)}});
  });
}

Result<Response> get_one(const Desk& desk, const Call& call) {
  const std::string& name = call.request.parameter("name");
  return desk.journal.database().read([&](db::Connection& db) -> Result<Response> {
    auto uses = uses_by_service(db, call.who, desk.journal.clock().now());
    const auto kept = find(db, name);
    if (!kept && !uses.contains(name)) return not_found("there is no service '{}'", name);
    Service service;
    service.name = name;
    if (kept) service = kept->service;
    json::object item = item_json(service, kept ? &*kept : nullptr, uses[name]);
    json::array dependents;
    for (const Kept& other : list(db))
      if (std::find(other.service.depends_on.begin(), other.service.depends_on.end(), name) != other.service.depends_on.end())
        dependents.emplace_back(other.service.name);
    item["dependents"] = std::move(dependents);
    return respond(item, 200, kept ? kept->version : 0);
  });
}

Result<Service> service_in(const Call& call) {
  const auto body = TRY(body_of(call.request));
  auto in = TRY(json::Fields::of(body));
  Service service;
  service.name = call.request.parameter("name");
  service.description = TRY(in.optional_text("description", 4000)).value_or("");
  service.team = TRY(in.optional_text("team", 200)).value_or("");
  service.tier = TRY(in.optional_integer("tier", 1, 4));
  service.contacts = TRY(in.texts("contacts", 200));
  service.depends_on = TRY(in.texts("depends_on", 200));
  if (const json::value* links = in.find("links")) {
    if (!links->is_array()) return invalid("'links' is a list").at("/links");
    for (std::size_t i = 0; i < links->get_array().size(); ++i) {
      auto link = TRY(json::Fields::of(links->get_array()[i], fmt::format("/links/{}", i)));
      service.links.push_back({TRY(link.optional_text("name", 200)).value_or(""), TRY(link.text("url", 2000))});
      TRY(link.done());
    }
  }
  TRY(in.done());
  return service;
}

Result<Response> put_one(const Desk& desk, const Call& call) {
  const auto expected = TRY(expected_version(call.request));
  auto service = TRY(service_in(call));
  return desk.journal.write(call.origin, [&](journal::Transaction& tx) -> Result<Response> {
    const Saved saved = TRY(save(tx, call.who, service, expected));
    const auto kept = find(tx.db, TRY(check(service)).name);
    json::object item = service_json(kept->service);
    item["version"] = kept->version;
    return respond(item, saved == Saved::added ? 201 : 200, kept->version);
  });
}

Result<Response> delete_one(const Desk& desk, const Call& call) {
  return desk.journal.write(call.origin, [&](journal::Transaction& tx) -> Result<Response> {
    TRY(remove(tx, call.who, call.request.parameter("name")));
    Response response;
    response.status = 204;
    return response;
  });
}

/// The catalogue as a file that can be read again.
Result<Response> get_file(const Desk& desk, const Call&) {
  return desk.journal.database().read([&](db::Connection& db) -> Result<Response> {
    json::array services;
    for (const Kept& kept : list(db)) services.push_back(service_json(kept.service));
    return respond({{"services", std::move(services)}});
  });
}

Result<Response> post_file(const Desk& desk, const Call& call) {
  const auto file = TRY(read_file(call.request.body));
  const bool dry = call.request.query_value("dry_run") == "true";
  std::array<json::array, 3> names;
  const auto answer = [&] {
    return respond({{"added", std::move(names[0])}, {"changed", std::move(names[1])}, {"unchanged", std::move(names[2])},
                    {"skipped", texts_json(file.skipped)}, {"dry_run", dry}});
  };
  if (dry) {
    desk.journal.database().read([&](db::Connection& db) {
      for (const Service& service : file.services) {
        const auto kept = find(db, service.name);
        names.at(!kept ? 0 : kept->service == service ? 2 : 1).emplace_back(service.name);
      }
    });
    return answer();
  }
  return desk.journal.write(call.origin, [&](journal::Transaction& tx) -> Result<Response> {
    names = {};
    for (const Service& service : file.services) names.at(static_cast<std::size_t>(TRY(save(tx, call.who, service)))).emplace_back(service.name);
    return answer();
  });
}

Result<Response> get_suggested(const Desk& desk, const Call& call) {
  const auto number = TRY(number_in_path(call.request));
  const auto suggested = TRY(list_suggested(desk.journal.database(), desk.ports, call.who, number));
  std::map<std::string, std::string> tired;
  if (desk.ports.list_tired) tired = desk.ports.list_tired(call.who);
  json::array items;
  for (const auto& found : suggested) {
    json::object item{{"person", found.person}, {"user_id", json::or_null(found.user_id)}, {"reasons", texts_json(found.reasons)}};
    if (const auto rest = tired.find(found.person); rest != tired.end()) item["rest"] = rest->second;
    items.push_back(std::move(item));
  }
  return respond({{"items", std::move(items)}});
}

}  // namespace

Result<std::vector<domain::SuggestedResponder>> list_suggested(db::Database& database, const Ports& ports, const domain::Principal& who, std::int64_t number) {
  const auto incident = TRY(ports.get_incident(who, number));
  Known known;
  known.teams = ports.list_teams();
  known.members = ports.list_members();
  database.read([&](db::Connection& db) {
    for (Kept& kept : list(db)) known.catalogue.push_back(std::move(kept.service));
    known.past = store::list_past(db, who, number, incident.services);
  });
  return suggest(incident, known);
}

std::vector<Route> routes(journal::Journal& journal, Ports ports) {
  const auto desk = std::make_shared<const Desk>(Desk{journal, std::move(ports)});
  return {
      {"GET", "/api/v1/services", Action::read, [desk](Call& call) { return list_all(*desk, call); }},
      {"GET", "/api/v1/services/{name}", Action::read, [desk](Call& call) { return get_one(*desk, call); }},
      {"PUT", "/api/v1/services/{name}", Action::edit, [desk](Call& call) { return put_one(*desk, call); }},
      {"DELETE", "/api/v1/services/{name}", Action::edit, [desk](Call& call) { return delete_one(*desk, call); }},
      {"GET", "/api/v1/catalogue", Action::read, [desk](Call& call) { return get_file(*desk, call); }},
      {"POST", "/api/v1/catalogue", Action::edit, [desk](Call& call) { return post_file(*desk, call); }, kLargestFile},
      {"GET", "/api/v1/incidents/{number}/suggested-responders", Action::read, [desk](Call& call) { return get_suggested(*desk, call); }},
  };
}

}  // namespace debrief::features::services
