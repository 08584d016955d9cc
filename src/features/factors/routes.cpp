// SPDX-License-Identifier: Apache-2.0
#include "features/factors/factor_json.hpp"
#include "features/factors/factors.hpp"
#include "features/factors/store.hpp"
#include "routing/request.hpp"

#include "base/time.hpp"

#include <memory>
#include <set>

namespace debrief::features::factors {
namespace {

using domain::Action;
using http::Response;

struct Desk {
  journal::Journal& journal;
  Ports ports;
};

domain::FactorCaptions captions_of(const domain::Incident& incident) {
  const std::string key = domain::incident_key(incident.number);
  return {"What contributed to " + key, key + ": " + incident.title, {}, false};
}

Result<GraphAsOf> graph_for(const Desk& desk, const Call& call, std::int64_t number) {
  return desk.journal.database().read([&](db::Connection& db) { return read(db, call.who, number); });
}

/// What factors cite, for chips: each entry and each original once.
Result<json::object> cited_by(const Desk& desk, const Call& call, std::int64_t number,
                              const domain::FactorGraph& graph) {
  std::set<std::int64_t> entries;
  std::set<std::string> evidence;
  for (const domain::Factor& factor : graph.factors) {
    entries.insert(factor.entries.begin(), factor.entries.end());
    evidence.insert(factor.evidence.begin(), factor.evidence.end());
  }
  json::array cited_entries;
  if (!entries.empty())
    for (const auto& entry : TRY(desk.ports.list_timeline(call.who, number)))
      if (entries.contains(entry.id))
        cited_entries.push_back(json::object{{"id", std::to_string(entry.id)},
                                             {"occurred_at", to_rfc3339(entry.occurred_at)},
                                             {"kind", entry.kind},
                                             {"text", entry.text}});
  json::array cited_evidence;
  if (!evidence.empty())
    for (const auto& item : TRY(desk.ports.list_evidence(call.who, number)).items)
      if (evidence.contains(item.id)) cited_evidence.push_back(json::object{{"id", item.id}, {"name", item.name}});
  return json::object{{"entries", std::move(cited_entries)}, {"evidence", std::move(cited_evidence)}};
}

Result<Response> get_graph(const Desk& desk, const Call& call) {
  const auto number = TRY(number_in_path(call.request));
  const auto incident = TRY(desk.ports.get_incident(call.who, number));
  const auto found = TRY(graph_for(desk, call, number));
  json::object document{{"version", found.version},
                        {"outcome", incident.title},
                        {"factors", to_json(found.graph.factors)},
                        {"links", to_json(found.graph.links)}};
  document["cited"] = TRY(cited_by(desk, call, number, found.graph));
  document["drawing"] = to_json(draw(found.graph, captions_of(incident)));
  return respond(document, 200, found.version);
}

Result<Response> get_svg(const Desk& desk, const Call& call) {
  const auto number = TRY(number_in_path(call.request));
  const auto incident = TRY(desk.ports.get_incident(call.who, number));
  const auto found = TRY(graph_for(desk, call, number));
  Response response;
  response.set("Content-Type", "image/svg+xml");
  // What is drawn is made of people's words: a browser that opens it runs and fetches nothing.
  response.set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; sandbox");
  response.set("Content-Disposition", fmt::format("inline; filename=\"{}-factors.svg\"", domain::incident_key(number)));
  response.set("ETag", fmt::format("\"{}\"", found.version));
  response.body = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + figure_of(found.graph, captions_of(incident)).svg;
  return response;
}

/// Sources must be of this incident, so that nothing is cited that its readers may not see.
Result<> check_sources(const Desk& desk, const Call& call, std::int64_t number,
                       const std::vector<std::int64_t>& entries, const std::vector<std::string>& evidence) {
  if (!entries.empty()) {
    std::set<std::int64_t> known;
    for (const auto& entry : TRY(desk.ports.list_timeline(call.who, number))) known.insert(entry.id);
    for (const std::int64_t id : entries)
      if (!known.contains(id))
        return invalid("the timeline of {} has no entry {}", domain::incident_key(number), id)
            .at("/entries")
            .with_help("GET the timeline for the ids of its entries.");
  }
  if (!evidence.empty()) {
    std::set<std::string> known;
    for (const auto& item : TRY(desk.ports.list_evidence(call.who, number)).items) known.insert(item.id);
    for (const std::string& id : evidence)
      if (!known.contains(id))
        return invalid("{} has no evidence '{}'", domain::incident_key(number), id.substr(0, 60))
            .at("/evidence")
            .with_help("GET the evidence for its ids.");
  }
  return {};
}

/// Runs `work(Transaction&, number, expected)`, and answers with what it returns under `name` and the new version.
template <class Work>
Result<Response> answer(const Desk& desk, const Call& call, std::string_view name, int status, const Work& work) {
  const auto number = TRY(number_in_path(call.request));
  const auto expected = TRY(expected_version(call.request));
  return desk.journal.write(call.origin, [&](journal::Transaction& tx) -> Result<Response> {
    const auto result = TRY(work(tx, number, expected));
    const std::int64_t version = store::version(tx.db, number);
    return respond({{name, to_json(result)}, {"version", version}}, status, version);
  });
}

Result<Response> post_factor(const Desk& desk, const Call& call) {
  const auto wanted = TRY(read_new_factor(TRY(body_of(call.request))));
  TRY(check_sources(desk, call, TRY(number_in_path(call.request)), wanted.entries, wanted.evidence));
  return answer(desk, call, "factor", 201, [&](journal::Transaction& tx, std::int64_t number, Version expected) {
    return add(tx, call.who, number, wanted, expected);
  });
}

Result<Response> patch_factor(const Desk& desk, const Call& call) {
  const auto wanted = TRY(read_factor_change(TRY(body_of(call.request))));
  TRY(check_sources(desk, call, TRY(number_in_path(call.request)), wanted.entries.value_or(std::vector<std::int64_t>()),
                    wanted.evidence.value_or(std::vector<std::string>())));
  return answer(desk, call, "factor", 200, [&](journal::Transaction& tx, std::int64_t number, Version expected) {
    return change(tx, call.who, number, call.request.parameter("id"), wanted, expected);
  });
}

Result<Response> delete_factor(const Desk& desk, const Call& call) {
  return answer(desk, call, "removed", 200, [&](journal::Transaction& tx, std::int64_t number, Version expected) {
    return remove(tx, call.who, number, call.request.parameter("id"), expected);
  });
}

Result<Response> post_restore(const Desk& desk, const Call& call) {
  return answer(desk, call, "restored", 200, [&](journal::Transaction& tx, std::int64_t number, Version expected) {
    return restore(tx, call.who, number, call.request.parameter("id"), expected);
  });
}

Result<Response> put_link(const Desk& desk, const Call& call) {
  const auto wanted = TRY(read_link(TRY(body_of(call.request))));
  return answer(desk, call, "link", 200, [&](journal::Transaction& tx, std::int64_t number, Version expected) {
    return link(tx, call.who, number, wanted, expected);
  });
}

Result<Response> delete_link(const Desk& desk, const Call& call) {
  const auto cause = call.request.query_value("cause");
  if (!cause)
    return invalid("'cause' is missing")
        .at("cause")
        .with_help("Name both ends: ?cause=<id>&effect=<id>; without effect it is the outcome.");
  const std::string effect = call.request.query_value("effect").value_or("");
  return answer(desk, call, "removed", 200, [&](journal::Transaction& tx, std::int64_t number, Version expected) {
    return unlink(tx, call.who, number, *cause, effect, expected);
  });
}

}  // namespace

std::vector<Route> routes(journal::Journal& journal, Ports ports) {
  const auto desk = std::make_shared<const Desk>(Desk{journal, std::move(ports)});
  const std::string all = "/api/v1/incidents/{number}/factors";
  const std::string links = "/api/v1/incidents/{number}/factor-links";
  return {
      {"GET", "/api/v1/factor-kinds", Action::read,
       [](Call&) -> Result<Response> { return respond(to_json(taxonomy())); }},
      {"GET", all, Action::read, [desk](Call& call) { return get_graph(*desk, call); }},
      {"GET", all + ".svg", Action::read, [desk](Call& call) { return get_svg(*desk, call); }},
      {"POST", all, Action::respond, [desk](Call& call) { return post_factor(*desk, call); }},
      {"PATCH", all + "/{id}", Action::respond, [desk](Call& call) { return patch_factor(*desk, call); }},
      {"DELETE", all + "/{id}", Action::respond, [desk](Call& call) { return delete_factor(*desk, call); }},
      {"POST", all + "/{id}/restore", Action::respond, [desk](Call& call) { return post_restore(*desk, call); }},
      {"PUT", links, Action::respond, [desk](Call& call) { return put_link(*desk, call); }},
      {"DELETE", links, Action::respond, [desk](Call& call) { return delete_link(*desk, call); }},
  };
}

}  // namespace debrief::features::factors
