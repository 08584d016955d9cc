// SPDX-License-Identifier: Apache-2.0
#include "app/server_routes.hpp"

#include "app/metrics.hpp"
#include "domain/fact_json.hpp"
#include "domain/incident.hpp"
#include "domain/vocabulary_json.hpp"
#include "features/access/access.hpp"
#include "routing/request.hpp"
#include "journal/read_access.hpp"

namespace debrief::app {
namespace {

using domain::Action;
using features::Call;
using http::Response;

Response plain(std::string text, int status = 200) {
  Response response;
  response.status = status;
  response.body = std::move(text);
  return response.set("Content-Type", "text/plain; charset=utf-8").set("Cache-Control", "no-store");
}

// How the house calls things is for those who are signed in.
json::object words_of(const domain::Vocabulary& vocabulary) {
  json::object words = domain::to_json(vocabulary);
  json::array milestones, kinds, metrics;
  for (const auto& m : domain::milestone_kinds())
    milestones.push_back(json::object{{"id", m.id}, {"name", m.name}, {"description", m.description}});
  for (const auto kind : domain::kinds()) kinds.push_back(json::value(to_text(kind)));
  for (const auto& m : domain::metric_kinds()) metrics.push_back(json::object{{"id", m.id}, {"name", m.name}, {"formula", m.formula()}});
  words["milestones"] = std::move(milestones);
  words["kinds"] = std::move(kinds);
  words["metrics"] = std::move(metrics);
  return words;
}

Response meta(journal::Journal& journal, const ServerFacts& about) {
  const bool setup = journal.database().read([](db::Connection& db) { return features::access::setup_needed(db); });
  json::object document = words_of(*domain::usual_vocabulary());
  document["name"] = "Debrief";
  document["version"] = DEBRIEF_VERSION;
  document["setup_needed"] = setup;
  document["setup_code_needed"] = setup && about.setup_code_needed;
  document["machine"] = about.machine;
  document["demo"] = nullptr;
  if (about.demo) document["demo"] = json::object{{"email", about.demo->email}, {"password", about.demo->password}};
  return features::respond(document);
}

Result<Response> list_facts(journal::Journal& journal, Call& call) {
  const auto after = TRY(features::integer_of(call.request, "after")).value_or(0);
  const auto incident = TRY(features::integer_of(call.request, "incident"));
  const auto limit = TRY(features::limit_of(call.request, 200));
  const auto facts = journal.list_after(after, static_cast<std::size_t>(limit), incident);
  json::array items;
  journal.database().read([&](db::Connection& db) {
    journal::FactFilter filter(db);
    for (const auto& fact : facts)
      if (filter.shows(call.who, fact)) items.push_back(domain::to_json(fact));
  });
  return features::respond({{"items", std::move(items)}, {"next", facts.empty() ? after : facts.back().position}});
}

}  // namespace

std::vector<features::Route> server_routes(journal::Journal& journal, ServerFacts about) {
  return {
      {"GET", "/livez", std::nullopt, [](Call&) -> Result<Response> { return plain("ok\n"); }},
      {"GET", "/readyz", std::nullopt,
       [&journal](Call&) -> Result<Response> {
         if (journal.database().writable()) return plain("ok\n");
         return make_error(ErrorCode::unavailable, "facts cannot be stored now").with_help("See the server's log; restart it once the disk or the database is well.");
       }},
      {"GET", "/metrics", std::nullopt,
       [&journal, about](Call&) -> Result<Response> {
         std::string text;
         append_metric(text, "debrief_facts_total", "counter", "Facts recorded.", static_cast<double>(journal.newest_position()));
         append_metric(text, "debrief_store_writable", "gauge", "1 while facts can be stored.", journal.database().writable() ? 1 : 0);
         about.append_metrics(text);
         return plain(std::move(text));
       }},
      {"GET", "/api/v1/meta", std::nullopt, [&journal, about](Call&) -> Result<Response> { return meta(journal, about); }},
      {"GET", "/api/v1/facts", Action::read, [&journal](Call& call) { return list_facts(journal, call); }},
  };
}

}  // namespace debrief::app
