// SPDX-License-Identifier: Apache-2.0
#include "base/text.hpp"
#include "domain/incident_json.hpp"
#include "domain/timeline_json.hpp"
#include "features/incidents/incidents.hpp"
#include "features/incidents/merge.hpp"
#include "features/incidents/routes_hand_over.hpp"
#include "features/incidents/standing.hpp"
#include "routing/request.hpp"
#include "journal/visibility.hpp"

#include <algorithm>

namespace debrief::features::incidents {
namespace {

using domain::Action;
using http::Response;

Response answer(db::Connection& db, const Call& call, const domain::Incident& incident, int status = 200) {
  return respond(shown(db, call.who, incident), status, incident.version);
}

Result<FieldChanges> read_fields(json::Fields& in) {
  FieldChanges changes;
  const json::value* fields = in.find("fields");
  if (fields == nullptr || fields->is_null()) return changes;
  if (!fields->is_object()) return invalid("'fields' holds values by the ids of fields").at("/fields");
  if (fields->get_object().size() > 100) return too_large("at most 100 fields are set at once");
  for (const auto& [id, value] : fields->get_object()) {
    const std::string name(std::string_view(id.data(), id.size()));
    if (value.is_null()) changes[name] = std::nullopt;
    else if (value.is_string()) changes[name] = std::string(std::string_view(value.get_string()));
    else return invalid("the value of a field is a text, or null").at("/fields/" + name.substr(0, 60));
  }
  return changes;
}

Result<Declaration> read_declaration(const json::value& body) {
  auto in = TRY(json::Fields::of(body));
  Declaration declaration;
  declaration.title = TRY(in.text("title", 300));
  declaration.summary = TRY(in.optional_text("summary")).value_or("");
  declaration.severity = TRY(in.optional_text("severity"));
  declaration.services = TRY(in.texts("services"));
  declaration.started_at = TRY(in.optional_time("started_at"));
  declaration.fields = TRY(read_fields(in));
  if (const auto kind = TRY(in.optional_text("kind"))) {
    const auto known = domain::kind_from(*kind);
    if (!known) return invalid("there is no kind of incident '{}'", *kind).at("/kind");
    declaration.kind = *known;
  }
  if (const auto visibility = TRY(in.optional_text("visibility"))) {
    const auto known = domain::visibility_from(*visibility);
    if (!known) return invalid("'visibility' is 'everyone' or 'private'").at("/visibility");
    declaration.visibility = *known;
  }
  TRY(in.done());
  return declaration;
}

Result<Change> read_change(const json::value& body) {
  auto in = TRY(json::Fields::of(body));
  Change change;
  change.title = TRY(in.optional_text("title", 300));
  change.summary = TRY(in.optional_text("summary"));
  change.impact = TRY(in.optional_text("impact"));
  change.state = TRY(in.optional_text("state"));
  change.reason = TRY(in.optional_text("reason", 1000)).value_or("");
  if (in.has("severity")) change.severity = TRY(in.optional_text("severity"));
  if (in.has("customer_impact")) change.customer_impact = TRY(in.optional_boolean("customer_impact"));
  if (in.has("data_loss")) change.data_loss = TRY(in.optional_boolean("data_loss"));
  if (in.has("services")) change.services = TRY(in.texts("services"));
  change.occurred_at = TRY(in.optional_time("occurred_at"));
  change.fields = TRY(read_fields(in));
  if (const auto visibility = TRY(in.optional_text("visibility"))) {
    change.visibility = domain::visibility_from(*visibility);
    if (!change.visibility) return invalid("'visibility' is 'everyone' or 'private'").at("/visibility");
  }
  TRY(in.done());
  return change;
}

Result<Filter> read_filter(const http::Request& request) {
  Filter filter;
  if (const auto phases = request.query_value("phase"); phases && !phases->empty()) {
    for (const std::string_view name : split(*phases, ',')) {
      if (name == "open") {
        filter.phases.insert(filter.phases.end(), {domain::Phase::triage, domain::Phase::active});
        continue;
      }
      const auto phase = domain::phase_from(name);
      if (!phase) return invalid("there is no phase '{}'", name).at("phase").with_help("Use open, triage, active, post_incident or closed.");
      filter.phases.push_back(*phase);
    }
  }
  const auto filled = [&](const char* name) {
    auto value = request.query_value(name);
    return value && !value->empty() ? value : std::nullopt;
  };
  filter.severity = filled("severity");
  filter.service = filled("service");
  filter.words = filled("q");
  if (const auto field = filled("field")) {
    const auto colon = field->find(':');
    if (colon == std::string::npos) return invalid("'field' is the id of a field and its value, such as region:eu").at("field");
    filter.field = {field->substr(0, colon), field->substr(colon + 1)};
  }
  filter.merged = request.query_value("merged") == "true";
  if (const auto kind = filled("kind")) {
    filter.kind = domain::kind_from(*kind);
    if (!filter.kind) return invalid("there is no kind of incident '{}'", *kind).at("kind");
  }
  return filter;
}

Result<Response> list_page(journal::Journal& journal, Call& call) {
  const Filter filter = TRY(read_filter(call.request));
  const auto after = TRY(integer_of(call.request, "after"));
  const auto limit = TRY(limit_of(call.request));
  const Page page = journal.database().read([&](db::Connection& db) { return list(db, call.who, filter, after, limit); });
  json::array items;
  for (const auto& incident : page.items) {
    json::object item = domain::summary_json(incident);
    item["merged"] = std::find(page.merged.begin(), page.merged.end(), incident.number) != page.merged.end();
    items.push_back(std::move(item));
  }
  json::value next = nullptr;
  if (page.next) next = std::to_string(*page.next);
  return respond({{"items", std::move(items)}, {"next", next}, {"total", page.total}});
}

Result<Response> post_note(journal::Journal& journal, const domain::ProjectFact& project, Call& call) {
  const auto number = TRY(number_in_path(call.request));
  const auto body = TRY(body_of(call.request));
  auto in = TRY(json::Fields::of(body));
  const auto text = TRY(in.text("text", 50'000));
  const auto kind = TRY(in.optional_text("kind")).value_or("note");
  const auto occurred_at = TRY(in.optional_time("occurred_at"));
  TRY(in.done());
  return journal.write(call.origin, [&](journal::Transaction& tx) -> Result<Response> {
    const auto fact = TRY(add_note(tx, call.who, number, kind, text, occurred_at));
    return respond(domain::to_json(*project(fact)), 201);
  });
}

Result<Response> put_milestone(journal::Journal& journal, Call& call) {
  const auto number = TRY(number_in_path(call.request));
  const auto body = TRY(body_of(call.request));
  auto in = TRY(json::Fields::of(body));
  const auto at = TRY(in.time("at"));
  const auto reason = TRY(in.optional_text("reason", 1000)).value_or("");
  TRY(in.done());
  return journal.write(call.origin, [&](journal::Transaction& tx) -> Result<Response> {
    return answer(tx.db, call, TRY(set_milestone(tx, call.who, number, call.request.parameter("name"), at, reason)));
  });
}

Result<Response> post_role(journal::Journal& journal, const domain::FindUserId& find_user, Call& call) {
  const auto number = TRY(number_in_path(call.request));
  const auto body = TRY(body_of(call.request));
  auto in = TRY(json::Fields::of(body));
  const auto role = TRY(in.text("role", 100));
  const auto person = TRY(in.text("person", 200));
  const auto from = TRY(in.optional_time("from"));
  TRY(in.done());
  const auto user_id = find_user(person);
  return journal.write(call.origin, [&](journal::Transaction& tx) -> Result<Response> {
    return answer(tx.db, call, TRY(assign_role(tx, call.who, number, role, person, user_id, from)), 201);
  });
}

Result<Response> patch_role(journal::Journal& journal, Call& call) {
  const auto number = TRY(number_in_path(call.request));
  const auto body = TRY(body_of(call.request));
  auto in = TRY(json::Fields::of(body));
  const auto until = TRY(in.optional_time("until"));
  TRY(in.done());
  return journal.write(call.origin, [&](journal::Transaction& tx) -> Result<Response> {
    return answer(tx.db, call, TRY(end_role(tx, call.who, number, call.request.parameter("id"), until)));
  });
}

}  // namespace

std::vector<Route> routes(journal::Journal& journal, Ports ports) {
  const std::string one = "/api/v1/incidents/{number}";
  const auto find_user = ports.find_user;
  const auto project = ports.project;
  std::vector<Route> table{
      {"GET", "/api/v1/incidents", Action::read, [&journal](Call& call) { return list_page(journal, call); }},
      {"POST", "/api/v1/incidents", Action::respond,
       [&journal](Call& call) -> Result<Response> {
         const auto body = TRY(body_of(call.request));
         const auto declaration = TRY(read_declaration(body));
         return journal.write(call.origin, [&](journal::Transaction& tx) -> Result<Response> {
           return answer(tx.db, call, TRY(declare(tx, call.who, declaration)), 201);
         });
       }},
      {"GET", one, Action::read,
       [&journal](Call& call) -> Result<Response> {
         const auto number = TRY(number_in_path(call.request));
         return journal.database().read([&](db::Connection& db) -> Result<Response> {
           return answer(db, call, TRY(get(db, call.who, number)));
         });
       }},
      {"PATCH", one, Action::respond,
       [&journal](Call& call) -> Result<Response> {
         const auto number = TRY(number_in_path(call.request));
         const auto body = TRY(body_of(call.request));
         const auto wanted = TRY(read_change(body));
         const auto expected = TRY(expected_version(call.request));
         return journal.write(call.origin, [&](journal::Transaction& tx) -> Result<Response> {
           return answer(tx.db, call, TRY(change(tx, call.who, number, expected, wanted)));
         });
       }},
      {"POST", one + "/notes", Action::respond,
       [&journal, project](Call& call) { return post_note(journal, project, call); }},
      {"PUT", one + "/milestones/{name}", Action::respond, [&journal](Call& call) { return put_milestone(journal, call); }},
      {"DELETE", one + "/milestones/{name}", Action::respond,
       [&journal](Call& call) -> Result<Response> {
         const auto number = TRY(number_in_path(call.request));
         return journal.write(call.origin, [&](journal::Transaction& tx) -> Result<Response> {
           return answer(tx.db, call, TRY(clear_milestone(tx, call.who, number, call.request.parameter("name"))));
         });
       }},
      {"POST", one + "/roles", Action::respond,
       [&journal, find_user](Call& call) { return post_role(journal, find_user, call); }},
      {"PATCH", one + "/roles/{id}", Action::respond, [&journal](Call& call) { return patch_role(journal, call); }},
      {"GET", one + "/alerts", Action::read,
       [&journal](Call& call) -> Result<Response> {
         const auto number = TRY(number_in_path(call.request));
         json::array items;
         for (const auto& alert : TRY(journal.database().read(
                  [&](db::Connection& db) { return list_alerts(db, call.who, number); })))
           items.push_back(domain::to_json(alert));
         return respond({{"items", std::move(items)}});
       }},
  };
  for (Route& route : merge_routes(journal)) table.push_back(std::move(route));
  for (Route& route : hand_over_routes(journal, std::move(ports))) table.push_back(std::move(route));
  return table;
}

}  // namespace debrief::features::incidents
