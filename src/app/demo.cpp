// SPDX-License-Identifier: Apache-2.0
#include "app/demo.hpp"

#include "app/application.hpp"
#include "app/demo_past.hpp"
#include "base/embedded.hpp"
#include "base/time.hpp"

#include <chrono>
#include <span>

namespace debrief::embedded {
std::span<const EmbeddedFile> demo();
}

namespace debrief::app {
namespace {

using std::chrono::minutes;

// Tells the story of the demo world to the application, as its first user would.
class Storyteller {
 public:
  Storyteller(Application& application, domain::Principal who, Instant now)
      : application_(application), who_(std::move(who)), now_(now) {}

  Result<json::object> send(const std::string& method, const std::string& path, const json::object& body) {
    http::Request request;
    request.method = method;
    request.path = path;
    request.body = json::write(body);
    request.peer = "127.0.0.1";
    const http::Response response = application_.answer_as(request, who_);
    if (response.status >= 300) return invalid("the demo world could not be filled: {} {} answered {}", method, path, response.body);
    auto document = TRY(json::parse(response.body));
    return std::move(document.get_object());
  }

  [[nodiscard]] std::string ago(minutes span) const { return to_rfc3339(now_ - span); }

  Result<> archive() {
    json::array files;
    for (const EmbeddedFile& file : embedded::demo())
      if (file.path.ends_with(".md") && file.path.find('/') == std::string_view::npos) files.push_back(json::object{{"name", file.path}, {"content", file.bytes}});
    TRY(send("POST", "/api/v1/archive", {{"files", files}}));
    return {};
  }

  Result<> services() {
    for (const EmbeddedFile& file : embedded::demo())
      if (file.path == "catalogue.json") TRY(send("POST", "/api/v1/catalogue", TRY(json::parse(file.bytes)).get_object()));
    return {};
  }

  /// Made from the first of the past incidents.
  Result<> runbooks() {
    std::string text;
    for (const EmbeddedFile& file : embedded::demo())
      if (file.path == "runbooks/checkout-connection-pool.md") text = file.bytes;
    constexpr std::string_view kNumber = "{incident}";
    for (auto at = text.find(kNumber); at != std::string::npos; at = text.find(kNumber, at)) text.replace(at, kNumber.size(), "1");
    const json::object rule{{"alerts", json::array{"Checkout*"}}, {"words", "connection.*pool|pool.*connection"}};
    TRY(send("POST", "/api/v1/runbooks", {{"title", "Checkout waits for database connections"},
                                          {"owner", "Demo"},
                                          {"services", json::array{"checkout"}},
                                          {"rules", json::array{rule}},
                                          {"markdown", text},
                                          {"review_days", 180},
                                          {"origin", 1}}));
    return {};
  }

  /// What the postmortems of the past asked for, and how far it has come.
  Result<> actions() {
    const auto check = [](std::string_view alert, std::string_view service) {
      return json::object{{"kind", "alert_quiet"}, {"alert", alert}, {"service", service}, {"days", 90}};
    };
    TRY(action(1, {{"title", "Show the rendered difference in every config review"}, {"type", "prevent"}, {"priority", "p1"}, {"team", "platform team"},
                   {"text", "The review showed the template, not the four connections that it came to."}, {"due_at", "2026-04-15T12:00:00Z"},
                   {"check", check("CheckoutErrorRateHigh", "checkout")}}));
    TRY(action(1, {{"title", "Alert on the time that requests wait for a connection"}, {"type", "detect"}, {"priority", "p2"}, {"owner", "Demo"},
                   {"team", "checkout team"}, {"due_at", "2026-04-01T12:00:00Z"}}, "in_progress"));
    TRY(action(1, {{"title", "Add “waiting for connections” to the on-call runbook of checkout"}, {"type", "process"}, {"priority", "p3"},
                   {"team", "checkout team"}, {"due_at", "2026-03-25T12:00:00Z"}}, "done"));
    TRY(action(2, {{"title", "Wait for all shards before switching the alias"}, {"type", "prevent"}, {"priority", "p2"}, {"owner", "Demo"}, {"team", "search team"},
                   {"check", check("SearchPartialAnswers", "search")}}, "done"));
    TRY(action(2, {{"title", "Count and alert on partial answers"}, {"type", "detect"}, {"priority", "p3"}, {"team", "search team"}}, "will_not_do",
               "The new index answers fully or not at all; there is nothing left to count."));
    TRY(action(3, {{"title", "Read the bundle again when it changes"}, {"type", "prevent"}, {"priority", "p2"}, {"owner", "Demo"}, {"team", "checkout team"}}));
    return action(3, {{"title", "Add services that verify certificates to the rotation's check-list"}, {"type", "process"}, {"priority", "p3"}, {"team", "platform team"}},
                  "blocked", "Waits for the list of services from the security review.");
  }

  Result<> action(int incident, const json::object& wanted, std::string_view state = "open", std::string_view reason = "") {
    const auto added = TRY(send("POST", fmt::format("/api/v1/incidents/{}/actions", incident), wanted));
    if (state == "open") return {};
    TRY(send("PATCH", fmt::format("/api/v1/actions/{}", added.at("number").as_int64()), {{"state", state}, {"reason", reason}}));
    return {};
  }

  json::object alert(const std::string& name, const std::string& severity, const std::string& summary, minutes since) {
    return {{"status", "firing"},
            {"labels", json::object{{"alertname", name}, {"service", "checkout"}, {"severity", severity}}},
            {"annotations", json::object{{"summary", summary}}},
            {"startsAt", ago(since)},
            {"endsAt", "0001-01-01T00:00:00Z"},
            {"generatorURL", ""},
            {"fingerprint", "demo" + name}};
  }

  Result<> words() {
    const json::array regions{"Europe", "North America", "Asia-Pacific"};
    TRY(send("PUT", "/api/v1/vocabulary",
             {{"fields", json::array{json::object{{"id", "region"}, {"name", "Region"}, {"type", "choice"}, {"choices", regions}, {"asked", true}, {"help", "Where customers felt it most"}},
                                     json::object{{"id", "orders_lost"}, {"name", "Orders lost"}, {"type", "number"}, {"help", "As finance counts them"}}}}}));
    return {};
  }

  Result<> running_incident() {
    const auto source = TRY(send("POST", "/api/v1/sources", {{"kind", "alertmanager"}, {"name", "demo"}}));
    json::array alerts{alert("CheckoutErrorRateHigh", "critical", "28 % of the orders fail with HTTP 503", minutes(24)),
                       alert("CheckoutLatencyHigh", "warning", "Orders take 4.8 s at the 99th percentile: timeout acquiring connection from pool", minutes(22))};
    const auto taken = TRY(send("POST", std::string(json::text_at(source, "path")),
                                {{"version", "4"}, {"status", "firing"}, {"receiver", "debrief"}, {"groupKey", "demo"}, {"alerts", alerts}}));
    const std::string path = "/api/v1/incidents/" + std::to_string(taken.at("incidents").at(0).get_int64());
    TRY(send("PATCH", path, {{"title", "Checkout answers 503 for a quarter of all orders"},
                             {"impact", "About 28 % of the orders fail. Search and browsing work."},
                             {"summary", "Orders wait for a database connection until they time out. The database itself is idle."},
                             {"state", "investigating"},
                             {"fields", json::object{{"region", "Europe"}}}}));
    TRY(send("PUT", path + "/milestones/started", {{"at", ago(minutes(27))}, {"reason", "first failed order in the logs"}}));
    TRY(send("POST", path + "/roles", {{"role", "incident_commander"}, {"person", "Mira"}, {"from", ago(minutes(20))}}));
    TRY(send("POST", path + "/roles", {{"role", "communications"}, {"person", "Demo"}, {"from", ago(minutes(17))}}));
    TRY(send("POST", path + "/roles", {{"role", "business_liaison"}, {"person", "Jonas"}, {"from", ago(minutes(15))}}));
    for (const auto& [kind, since, text] : {
             std::tuple{"observation", minutes(18), "CPU and I/O of the database are low; it does not look overloaded."},
             std::tuple{"action", minutes(9), "Asked the platform team which settings changed since yesterday."},
             std::tuple{"decision", minutes(5), "Support tells customers to try again in half an hour; next update at the full hour."},
         })
      TRY(send("POST", path + "/notes", {{"kind", kind}, {"text", text}, {"occurred_at", ago(since)}}));
    running_ = path;
    return coordination(path);
  }

  /// What is tried, thought and told while it runs.
  Result<> coordination(const std::string& path) {
    const auto pool = TRY(send("POST", path + "/hypotheses", {{"text", "The pool of connections is exhausted."}, {"occurred_at", ago(minutes(14))}}));
    const std::string thought = path + "/hypotheses/" + std::string(json::text_at(pool, "id"));
    TRY(send("POST", thought + "/arguments", {{"stance", "for"}, {"text", "300 requests wait, 4 connections are in use."}, {"occurred_at", ago(minutes(13))}}));
    TRY(send("POST", thought + "/arguments", {{"stance", "against"}, {"text", "Yesterday the same load needed 30 connections, and got them."}, {"occurred_at", ago(minutes(11))}}));
    const auto overload = TRY(send("POST", path + "/hypotheses", {{"text", "The database is overloaded."}, {"occurred_at", ago(minutes(19))}}));
    TRY(send("PATCH", path + "/hypotheses/" + std::string(json::text_at(overload, "id")),
             {{"state", "refuted"}, {"reason", "CPU and I/O are low."}, {"occurred_at", ago(minutes(18))}}));
    const auto look = TRY(send("POST", path + "/tasks", {{"title", "Compare the settings of the pool with yesterday's"}, {"owner", "Demo"}, {"due_at", to_rfc3339(now_ + minutes(6))}, {"occurred_at", ago(minutes(9))}}));
    TRY(send("PATCH", path + "/tasks/" + std::string(json::text_at(look, "id")), {{"state", "doing"}, {"occurred_at", ago(minutes(8))}}));
    TRY(send("POST", path + "/tasks", {{"title", "Ready a build with the former settings"}, {"owner", "Mira"}, {"due_at", to_rfc3339(now_ + minutes(15))}, {"occurred_at", ago(minutes(7))}}));
    TRY(send("POST", path + "/tasks", {{"title", "Tell the warehouse that orders arrive late"}, {"occurred_at", ago(minutes(4))}}));
    TRY(send("POST", path + "/updates", {{"audience", "internal"},
                                         {"conditions", "A quarter of all orders fail with 503, since 27 minutes. Search and browsing work."},
                                         {"actions", "We compare the settings of the connection pool with yesterday's, and ready a build with the former ones."},
                                         {"needs", "From the platform team: which settings changed since yesterday."},
                                         {"next_at", to_rfc3339(now_ + minutes(12))},
                                         {"occurred_at", ago(minutes(6))}}));
    return {};
  }

  /// The team that has the checkout, with what its members are told until they choose, and the channel where it talks: switched
  /// off before anything happens, since nothing leaves the demo world.
  Result<> team() {
    const json::array people{json::value(who_.id)};
    const auto team = TRY(send("POST", "/api/v1/teams", {{"name", "checkout team"}, {"about", "From the cart to the paid order."}, {"lead", who_.id}, {"members", people}}));
    team_ = json::text_at(team, "id");
    TRY(send("PATCH", "/api/v1/teams/" + team_ + "/notice-defaults", {{"kind", "comment.added"}, {"push", false}}));
    const auto channel = TRY(send("POST", "/api/v1/endpoints", {{"kind", "mattermost"}, {"name", "Incidents of the shop (off: nothing leaves the demo)"},
                                                                {"address", "https://chat.debrief.example/hooks/shop"},
                                                                {"events", json::array{"incident.declared", "incident.state", "update.internal"}}}));
    TRY(send("PATCH", "/api/v1/endpoints/" + std::string(json::text_at(channel, "id")), {{"on", false}}));
    return {};
  }

  /// Who is called, and who wants to know.
  Result<> escalation() {
    const auto step = [&](std::int64_t after, std::string_view whom, std::string_view id, std::string_view role) {
      return json::object{{"after", after}, {whom, json::array{json::value(id)}}, {"roles", json::array{json::value(role)}}};
    };
    TRY(send("POST", "/api/v1/escalation-policies", {{"name", "Nobody has taken it up"}, {"match", json::object{{"severity", "sev2"}}},
                                                     {"steps", json::array{step(5, "teams", team_, "responder"), step(10, "people", who_.id, "deputy")}}, {"repeats", 2}, {"repeat_after", 15}}));
    TRY(send("POST", "/api/v1/stakeholder-rules", {{"name", "Orders and money"}, {"match", json::object{{"severity", "sev1"}, {"words", "order|payment|refund"}}},
                                                   {"people", json::array{json::value(who_.id)}}}));
    return {};
  }

  /// What customers read about the shop: the incident that runs, a night of maintenance to come, and what was before.
  Result<> status_page() {
    const auto component = [](std::string_view group, std::string_view name, std::string_view service) {
      return json::object{{"group", group}, {"name", name}, {"services", json::array{service}}};
    };
    const auto page = TRY(send("POST", "/api/v1/status-pages",
                               {{"slug", "shop"},
                                {"name", "Demo shop"},
                                {"intro", "How our shop is. Questions about an order: write to the shop, we answer by mail."},
                                {"zone", "Europe/Berlin"},
                                {"since", ago(std::chrono::hours(24 * 100))},
                                {"components", json::array{component("Shop", "Ordering and paying", "checkout"), component("Shop", "Search", "search"),
                                                           component("Customers", "Signing in", "accounts"), component("Customers", "Mails about orders", "mail")}}}));
    const auto affected = [&](std::size_t index, std::string_view state) {
      return json::array{json::object{{"id", page.at("components").at(index).at("id")}, {"state", state}}};
    };
    const std::string path = "/api/v1/status-pages/" + std::string(json::text_at(page, "id")) + "/entries";
    const auto past = [&](std::string_view title, std::string_view text, const json::array& what, std::string_view end, std::chrono::hours since, minutes took) -> Result<> {
      const auto entry = TRY(send("POST", path, {{"title", title}, {"state", "investigating"}, {"text", text}, {"components", what}, {"at", ago(since)}}));
      TRY(send("POST", path + "/" + std::string(json::text_at(entry, "id")) + "/posts", {{"state", "resolved"}, {"text", end}, {"at", ago(since - took)}}));
      return {};
    };
    TRY(past("Search finds only some products", "Some products are missing from the results. Links to them work.", affected(1, "degraded"),
             "All products are found again.", std::chrono::hours(24 * 6 + 5), minutes(95)));
    TRY(past("Nobody can sign in", "Signing in fails. Orders as a guest work.", affected(2, "major_outage"), "Signing in works again. Nothing needs to be done.",
             std::chrono::hours(24 * 41 + 2), minutes(48)));
    TRY(send("POST", path, {{"title", "New machines for the database"}, {"state", "scheduled"}, {"text", "For some minutes of this time no orders can be placed. Everything else works."},
                            {"components", affected(0, "maintenance")}, {"starts_at", to_rfc3339(now_ + std::chrono::hours(50))}, {"ends_at", to_rfc3339(now_ + std::chrono::hours(52))}}));
    TRY(send("POST", running_ + "/status", {{"page", json::text_at(page, "id")}, {"title", "Some orders fail"}, {"state", "investigating"}, {"components", affected(0, "partial_outage")},
                                            {"text", "About a quarter of all orders fail with an error. Search and browsing work. We look into it."}, {"at", ago(minutes(15))}}));
    return {};
  }

  /// What came before, in one transaction; told last, so that those above keep their numbers.
  Result<> past() {
    std::string_view text;
    for (const EmbeddedFile& file : embedded::demo())
      if (file.path == "past/incidents.json") text = file.bytes;
    const auto past = TRY(read_past(text, now_));
    return application_.store().journal->write({who_.name, who_.id, "demo"}, [&](journal::Transaction& tx) -> Result<> {
      for (const domain::Backfill& one : past) TRY(features::incidents::record_backfill(tx, who_, one));
      return {};
    });
  }

  /// Something that went well by luck, and what it has to do with an incident of the past.
  Result<> near_miss() {
    const auto declared = TRY(send("POST", "/api/v1/incidents",
                                   {{"title", "A certificate of the search cluster had a day left"}, {"kind", "near_miss"}, {"services", json::array{"search"}},
                                    {"summary", "Somebody who tidied dashboards saw the date. No alert would have told of it before it ran out."}}));
    const std::string path = fmt::format("/api/v1/incidents/{}", declared.at("number").as_int64());
    TRY(send("POST", path + "/notes", {{"kind", "observation"}, {"text", "The rotation had left this cluster out: it was set up after the list was made."}}));
    TRY(send("POST", path + "/relations", {{"relation", "related"}, {"other", 3}, {"reason", "the same list of certificates"}}));
    TRY(send("PATCH", path, {{"state", "closed"}}));
    return {};
  }

  /// What belongs to the incident that runs: a part of it, a second report that turned out to be the same, and what once
  /// looked alike.
  Result<> structure() {
    const auto part = TRY(send("POST", running_ + "/sub-incidents",
                               {{"title", "Charge the orders again that were paid and not placed"}, {"severity", "sev3"}, {"services", json::array{"checkout"}},
                                {"summary", "Some customers paid, and their order timed out afterwards. Each of them needs their order or their money."}}));
    const std::string path = fmt::format("/api/v1/incidents/{}", part.at("number").as_int64());
    TRY(send("PATCH", path, {{"state", "fixing"}}));
    TRY(send("POST", path + "/roles", {{"role", "incident_commander"}, {"person", "Jonas"}}));
    TRY(send("POST", path + "/notes", {{"kind", "observation"}, {"text", "212 payments without an order so far, says the ledger."}}));
    TRY(send("POST", path + "/tasks", {{"title", "List the payments without an order every ten minutes"}, {"owner", "Jonas"}, {"due_at", to_rfc3339(now_ + minutes(20))}}));
    const auto second = TRY(send("POST", "/api/v1/incidents",
                                 {{"title", "Orders in the app end in an error"}, {"services", json::array{"checkout"}}, {"summary", "Support counts eleven calls in ten minutes."}}));
    const std::string same = fmt::format("/api/v1/incidents/{}", second.at("number").as_int64());
    TRY(send("POST", same + "/notes", {{"kind", "observation"}, {"text", "All callers saw the error after they pressed “Pay”, on phones of both makes."}}));
    TRY(send("POST", same + "/merge", {{"into", std::stoll(running_.substr(running_.rfind('/') + 1))}, {"reason", "the same failed orders, seen from the app"}}));
    TRY(send("POST", running_ + "/relations", {{"relation", "related"}, {"other", 1}, {"reason", "the pool ran out of connections in the same way"}}));
    return {};
  }

 private:
  Application& application_;
  domain::Principal who_;
  Instant now_;
  std::string team_;     // id of the team, once there is one
  std::string running_;  // path of the incident that runs, once it is told
};

}  // namespace

DemoAccount demo_account() { return {"demo@debrief.example", "debrief-demo"}; }

Result<> fill_demo(Application& application, Log& log) {
  db::Database& database = *application.store().database;
  if (!database.read([](db::Connection& db) { return features::access::setup_needed(db); })) return {};
  const DemoAccount account = demo_account();
  const journal::Origin origin{"Debrief", "", "demo"};
  const std::string hash = features::access::hash_password(account.password);
  const auto user = TRY(application.store().journal->write(origin, [&](journal::Transaction& tx) -> Result<features::access::User> {
    return features::access::create_user(tx, {"Demo", account.email, account.password, domain::AccessRole::administrator}, hash);
  }));
  Storyteller storyteller(application, {user.id, user.name, user.role, "demo"}, application.store().journal->clock().now());
  TRY(storyteller.archive());
  TRY(storyteller.services());
  TRY(storyteller.team());
  TRY(storyteller.runbooks());
  TRY(storyteller.actions());
  TRY(storyteller.words());
  TRY(storyteller.running_incident());
  TRY(storyteller.status_page());
  TRY(storyteller.escalation());
  TRY(storyteller.past());
  TRY(storyteller.near_miss());
  TRY(storyteller.structure());
  log.info("demo world filled");
  return {};
}

}  // namespace debrief::app
