// SPDX-License-Identifier: Apache-2.0
#include "base/time.hpp"
#include "features/access/audit.hpp"
#include "features/access/routes_desk.hpp"

#include <algorithm>

namespace debrief::features::access {
namespace {

using domain::Action;
using http::Response;

constexpr std::int64_t kCsvLines = 50'000;

Result<std::optional<Instant>> time_in(const http::Request& request, const std::string& name) {
  const auto text = request.query_value(name);
  if (!text || text->empty()) return std::optional<Instant>{};
  auto at = parse_rfc3339(*text);
  if (!at) return invalid("'{}' is no time like 2026-11-23T10:00:00Z", name).at(name);
  return std::optional(*at);
}

Result<AuditQuestion> question_of(const http::Request& request) {
  AuditQuestion question;
  question.group = request.query_value("kind").value_or("");
  const auto& groups = audit_groups();
  if (!question.group.empty() && std::find(groups.begin(), groups.end(), question.group) == groups.end())
    return invalid("there is no kind of events '{}'", question.group).at("kind");
  question.person = request.query_value("person").value_or("").substr(0, 100);
  std::erase_if(question.person, [](char c) { return c == '%' || c == '_' || c == '"' || c == '\\'; });
  question.since = TRY(time_in(request, "since"));
  question.until = TRY(time_in(request, "until"));
  question.before = TRY(integer_of(request, "after"));
  question.limit = TRY(limit_of(request, 100));
  return question;
}

std::function<std::string(std::string_view)> naming(db::Connection& db) {
  std::map<std::string, std::string, std::less<>> names;
  for (const auto& row : db.query("select id, name from users")) names.emplace(row.text(0), row.text(1));
  return [names = std::move(names)](std::string_view id) {
    const auto found = names.find(id);
    return found == names.end() ? std::string("somebody") : found->second;
  };
}

Result<Response> list_audit_page(const Desk& desk, Call& call) {
  const AuditQuestion question = TRY(question_of(call.request));
  return desk.read([&](db::Connection& db) -> Result<Response> {
    const auto name = naming(db);
    json::array items;
    const auto facts = list_audit(db, question);
    for (const auto& fact : facts)
      items.push_back(json::object{{"position", fact.position}, {"kind", fact.kind}, {"at", to_rfc3339(fact.recorded_at)}, {"actor", fact.actor},
                                   {"actor_id", fact.actor_id}, {"source", fact.source}, {"text", tell_audit(fact, name)}});
    json::array groups;
    for (const auto group : audit_groups()) groups.push_back(json::value(group));
    json::object document{{"items", std::move(items)}, {"next", nullptr}, {"kinds", std::move(groups)}};
    if (static_cast<std::int64_t>(facts.size()) == question.limit) document["next"] = facts.back().position;
    return respond(document);
  });
}

Result<Response> as_csv(const Desk& desk, Call& call) {
  AuditQuestion question = TRY(question_of(call.request));
  question.limit = kCsvLines;
  Response response;
  response.body = "position,at,kind,actor,source,text,hash\r\n";
  desk.read([&](db::Connection& db) {
    const auto name = naming(db);
    for (const auto& fact : list_audit(db, question))
      response.body += fmt::format("{},{},{},{},{},{},{}\r\n", fact.position, to_rfc3339(fact.recorded_at), csv_cell(fact.kind), csv_cell(fact.actor),
                                   csv_cell(fact.source), csv_cell(tell_audit(fact, name)), to_hex(fact.hash));
  });
  response.set("Content-Type", "text/csv; charset=utf-8");
  return response.set("Content-Disposition", "attachment; filename=\"audit.csv\"");
}

}  // namespace

void add_audit_routes(std::vector<Route>& table, const Desk& desk) {
  table.push_back({"GET", "/api/v1/audit", Action::administer, [desk](Call& call) { return list_audit_page(desk, call); }});
  table.push_back({"GET", "/api/v1/audit.csv", Action::administer, [desk](Call& call) { return as_csv(desk, call); }});
}

}  // namespace debrief::features::access
