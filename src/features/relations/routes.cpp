// SPDX-License-Identifier: Apache-2.0
#include "features/relations/relations.hpp"
#include "features/relations/resemblance.hpp"
#include "features/relations/store.hpp"

#include "base/time.hpp"
#include "domain/incident_json.hpp"
#include "journal/visibility.hpp"
#include "routing/request.hpp"

#include <algorithm>
#include <array>
#include <memory>

namespace debrief::features::relations {
namespace {

using domain::Action;
using http::Response;

constexpr std::int64_t kMostRunning = 200;   // compared with a report
constexpr std::size_t kMostSuggested = 3;
constexpr std::size_t kMostAskedOfPast = 5;  // running ones whose past is looked at

struct Desk {
  journal::Journal& journal;
  Ports ports;
};

bool runs(const domain::Incident& incident) {
  return incident.phase() == domain::Phase::triage || incident.phase() == domain::Phase::active;
}

std::string hint_of(std::size_t active) {
  static constexpr std::array<std::string_view, 10> kWords{"No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine"};
  const std::string count = active < kWords.size() ? std::string(kWords[active]) : std::to_string(active);
  return fmt::format("{} sub-incident{} still active", count, active == 1 ? " is" : "s are");
}

// With the hint for whoever wants to resolve it.
Result<json::object> relations_json(const Desk& desk, const domain::Principal& who, std::int64_t number) {
  const auto links = TRY(desk.journal.database().read([&](db::Connection& db) { return list(db, who, number); }));
  json::array items, hints;
  std::size_t active = 0;
  for (const Link& link : links) {
    const auto other = desk.ports.get_incident(who, link.other);
    if (!other) continue;
    if (link.relation == Relation::child && runs(*other)) ++active;
    items.emplace_back(json::object{{"id", link.id},
                                    {"relation", to_text(link.relation)},
                                    {"incident", domain::summary_json(*other)},
                                    {"by", link.by},
                                    {"at", to_rfc3339(link.at)}});
  }
  if (active > 0) hints.emplace_back(hint_of(active));
  return json::object{{"items", std::move(items)}, {"active_children", active}, {"hints", std::move(hints)}};
}

Result<Response> get_relations(const Desk& desk, const Call& call) {
  const auto number = TRY(number_in_path(call.request));
  return respond(TRY(relations_json(desk, call.who, number)));
}

Result<Response> post_relation(const Desk& desk, const Call& call) {
  const auto number = TRY(number_in_path(call.request));
  const auto body = TRY(body_of(call.request));
  auto in = TRY(json::Fields::of(body));
  NewLink wanted;
  const auto relation = TRY(in.text("relation", 40));
  wanted.other = TRY(in.integer("other", 1, 1'000'000'000));
  wanted.reason = TRY(in.optional_text("reason", kLongestReason)).value_or("");
  wanted.close = TRY(in.optional_boolean("close")).value_or(false);
  TRY(in.done());
  const auto known = relation_from(relation);
  if (!known)
    return invalid("there is no relation '{}'", relation)
        .at("/relation")
        .with_help("Use parent, child, duplicate_of, duplicate, related, caused_by or caused.");
  wanted.relation = *known;
  return desk.journal.write(call.origin, [&](journal::Transaction& tx) -> Result<Response> {
    const Link made = TRY(link(tx, desk.ports, call.who, number, wanted));
    return respond({{"id", made.id}, {"relation", to_text(made.relation)}, {"other", made.other}, {"by", made.by}, {"at", to_rfc3339(made.at)}}, 201);
  });
}

Result<Response> delete_relation(const Desk& desk, const Call& call) {
  const auto number = TRY(number_in_path(call.request));
  return desk.journal.write(call.origin, [&](journal::Transaction& tx) -> Result<Response> {
    TRY(unlink(tx, call.who, number, call.request.parameter("id")));
    Response response;
    response.status = 204;
    return response;
  });
}

Result<Response> post_sub(const Desk& desk, const Call& call) {
  const auto number = TRY(number_in_path(call.request));
  const auto body = TRY(body_of(call.request));
  auto in = TRY(json::Fields::of(body));
  NewSub wanted;
  wanted.title = TRY(in.text("title", 300));
  wanted.summary = TRY(in.optional_text("summary")).value_or("");
  wanted.severity = TRY(in.optional_text("severity"));
  if (in.has("services")) wanted.services = TRY(in.texts("services"));
  TRY(in.done());
  const auto parent = TRY(desk.ports.get_incident(call.who, number));
  return desk.journal.write(call.origin, [&](journal::Transaction& tx) -> Result<Response> {
    const auto child = TRY(declare_sub(tx, desk.ports, call.who, parent, wanted));
    return respond({{"number", child}, {"key", domain::incident_key(child)}, {"parent", number}, {"title", wanted.title}}, 201);
  });
}

struct Suggested {
  domain::Incident incident;
  Resemblance resemblance;
};

// Those that resemble the report by their words are asked for their past; the past of all would take too long.
std::vector<Suggested> suggest(const Desk& desk, const domain::Principal& who, Report report) {
  const auto numbers = desk.journal.database().read([&](db::Connection& db) { return store::list_running(db, who, kMostRunning); });
  std::vector<Suggested> all;
  for (const std::int64_t number : numbers) {
    auto incident = desk.ports.get_incident(who, number);
    if (!incident) continue;
    auto found = resemblance_of(report, *incident, std::nullopt);
    if (found.score > 0) all.push_back({*std::move(incident), std::move(found)});
  }
  const auto better = [](const Suggested& a, const Suggested& b) { return a.resemblance.score > b.resemblance.score; };
  std::stable_sort(all.begin(), all.end(), better);
  if (!all.empty()) report.past = desk.ports.past_like_text(who, report.title + "\n" + report.summary);
  if (report.past)
    for (std::size_t at = 0; at < std::min(all.size(), kMostAskedOfPast); ++at)
      all[at].resemblance = resemblance_of(report, all[at].incident, desk.ports.past_like(who, all[at].incident.number));
  std::stable_sort(all.begin(), all.end(), better);
  std::erase_if(all, [](const Suggested& one) { return one.resemblance.score < kWorthTelling; });
  if (all.size() > kMostSuggested) all.resize(kMostSuggested);
  return all;
}

Result<Response> post_running(const Desk& desk, const Call& call) {
  const auto body = TRY(body_of(call.request));
  auto in = TRY(json::Fields::of(body));
  Report report;
  report.title = TRY(in.text("title", 300));
  report.summary = TRY(in.optional_text("summary")).value_or("");
  report.services = TRY(in.texts("services"));
  TRY(in.done());
  json::array items;
  const auto suggested = suggest(desk, call.who, std::move(report));
  for (const Suggested& one : suggested) {
    json::array reasons;
    for (const auto& reason : one.resemblance.reasons) reasons.push_back(json::value(reason));
    items.emplace_back(json::object{
        {"incident", domain::summary_json(one.incident)}, {"score", one.resemblance.score}, {"reasons", std::move(reasons)}});
  }
  return respond({{"items", std::move(items)}});
}

}  // namespace

std::vector<Route> routes(journal::Journal& journal, Ports ports) {
  const auto desk = std::make_shared<const Desk>(Desk{journal, std::move(ports)});
  const std::string one = "/api/v1/incidents/{number}";
  return {
      {"GET", one + "/relations", Action::read, [desk](Call& call) { return get_relations(*desk, call); }},
      {"POST", one + "/relations", Action::respond, [desk](Call& call) { return post_relation(*desk, call); }},
      {"DELETE", one + "/relations/{id}", Action::respond, [desk](Call& call) { return delete_relation(*desk, call); }},
      {"POST", one + "/sub-incidents", Action::respond, [desk](Call& call) { return post_sub(*desk, call); }},
      {"POST", "/api/v1/similar/running", Action::read, [desk](Call& call) { return post_running(*desk, call); }},
  };
}

}  // namespace debrief::features::relations
