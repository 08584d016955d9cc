// SPDX-License-Identifier: Apache-2.0
#include "features/factors/factors.hpp"
#include "journal/testing_store.hpp"
#include "journal/visibility.hpp"

#include "base/json.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace debrief::features::factors {
namespace {

using domain::AccessRole;
using domain::Principal;

class FactorRoutes : public journal::StoreOnEachEngine {
 protected:
  void SetUp() override {
    StoreOnEachEngine::SetUp();
    if (IsSkipped() || HasFatalFailure()) return;
    insert_incident(42, domain::Visibility::everyone, "u-ana");
    insert_incident(43, domain::Visibility::private_, "u-ana");
    routes_ = routes(journal(), ports());
  }
  Ports ports() {
    Ports ports;
    ports.get_incident = [this](const Principal& who, std::int64_t number) -> Result<domain::Incident> {
      TRY(database().read(
          [&](db::Connection& db) { return journal::require_incident(db, who, domain::Action::read, number); }));
      domain::Incident incident;
      incident.number = number;
      incident.title = "Checkout <fails>";
      return incident;
    };
    ports.list_timeline = [](const Principal&, std::int64_t) -> Result<std::vector<domain::TimelineEntry>> {
      domain::TimelineEntry entry;
      entry.id = 7;
      entry.kind = "note";
      entry.text = "The pool is full";
      return std::vector{entry};
    };
    ports.list_evidence = [](const Principal&, std::int64_t) -> Result<domain::EvidenceOf> {
      domain::Evidence item;
      item.id = "E1";
      item.name = "app.log";
      return domain::EvidenceOf{{item}, {}};
    };
    return ports;
  }
  Result<http::Response> send(const std::string& method, const std::string& pattern, std::string body = "",
                              std::map<std::string, std::string> more = {}, std::int64_t number = 42) {
    http::Request request;
    request.method = method;
    request.body = std::move(body);
    if (more.contains("if-match")) request.headers["if-match"] = more["if-match"];
    request.query = more;
    request.parameters = {{"number", std::to_string(number)}, {"id", more["id"]}};
    const auto route = std::find_if(routes_.begin(), routes_.end(),
                                    [&](const Route& r) { return r.method == method && r.pattern == pattern; });
    EXPECT_NE(route, routes_.end()) << method << " " << pattern;
    Call call{request, who_, {who_.name, who_.id, "web"}};
    return route->handler(call);
  }
  json::object document(const Result<http::Response>& response) {
    EXPECT_TRUE(response) << (response ? "" : response.error().message);
    return response ? json::parse(response->body)->as_object() : json::object{};
  }
  std::string add(const std::string& body) {
    return std::string(json::text_at(*json::object_at(document(send("POST", kAll, body)), "factor"), "id"));
  }
  static std::string header(const http::Response& response, const std::string& name) {
    const auto found =
        std::find_if(response.headers.begin(), response.headers.end(), [&](const auto& h) { return h.first == name; });
    return found == response.headers.end() ? "" : found->second;
  }

  const std::string kAll = "/api/v1/incidents/{number}/factors";
  const std::string kLinks = "/api/v1/incidents/{number}/factor-links";
  Principal who_{"u-ana", "Ana", AccessRole::responder, "web"};
  std::vector<Route> routes_;
};

INSTANTIATE_TEST_SUITE_P(Engines, FactorRoutes, db::both_engines(), db::engine_name);

TEST_P(FactorRoutes, TellTheTaxonomy) {
  const auto kinds = document(send("GET", "/api/v1/factor-kinds"));
  EXPECT_GE(kinds.at("items").as_array().size(), 30U);
  const auto& first = kinds.at("items").as_array()[0].as_object();
  EXPECT_EQ(json::text_at(first, "group"), "technical");
  EXPECT_FALSE(json::text_at(first, "question").empty());
  EXPECT_EQ(json::text_at(kinds.at("groups").as_array()[0].as_object(), "name"), "Technical");
}

TEST_P(FactorRoutes, AddAskOnAndDraw) {
  const auto posted = send(
      "POST", kAll,
      R"({"title":"Pool too small","kind":"technical.configuration","text":"**half**","entries":["7"],"evidence":["E1"]})");
  const auto factor = document(posted);
  EXPECT_EQ(posted->status, 201);
  EXPECT_EQ(header(*posted, "ETag"), "\"1\"");
  const std::string pool(json::text_at(*json::object_at(factor, "factor"), "id"));
  EXPECT_EQ(json::text_at(*json::object_at(factor, "factor"), "html"), "<p><strong>half</strong></p>\n");
  add(R"({"title":"Nobody saw it","effects":[{"effect":")" + pool + R"(","text":"unseen"}]})");
  add(R"({"title":"Loose","effects":[]})");
  const auto response = send("GET", kAll);
  const auto graph = document(response);
  EXPECT_EQ(header(*response, "ETag"), "\"3\"");
  EXPECT_EQ(graph.at("factors").as_array().size(), 3U);
  EXPECT_EQ(json::text_at(graph.at("factors").as_array()[1].as_object(), "kind"), "other");
  EXPECT_EQ(graph.at("links").as_array().size(), 2U) << "the first contributed to the outcome, the last to nothing";
  const auto& cited = graph.at("cited").as_object();
  EXPECT_EQ(json::text_at(cited.at("entries").as_array()[0].as_object(), "text"), "The pool is full");
  EXPECT_EQ(json::text_at(cited.at("evidence").as_array()[0].as_object(), "name"), "app.log");
  const auto& drawing = graph.at("drawing").as_object();
  EXPECT_EQ(drawing.at("boxes").as_array().size(), 4U);
  EXPECT_TRUE(json::text_at(drawing.at("arrows").as_array()[0].as_object(), "path").starts_with("M"));
}

TEST_P(FactorRoutes, GiveThePictureAsAFileThatRunsNothing) {
  add(R"({"title":"<script>alert(1)</script>"})");
  const auto svg = send("GET", kAll + ".svg");
  ASSERT_TRUE(svg);
  EXPECT_EQ(header(*svg, "Content-Type"), "image/svg+xml");
  EXPECT_NE(header(*svg, "Content-Security-Policy").find("default-src 'none'"), std::string::npos);
  EXPECT_EQ(svg->body.find("<script"), std::string::npos);
  EXPECT_NE(svg->body.find("INC-42: Checkout &lt;fails&gt;"), std::string::npos);
}

TEST_P(FactorRoutes, ChangeRemoveAndBringBack) {
  const std::string id = add(R"({"title":"Pool too small"})");
  EXPECT_EQ(send("PATCH", kAll + "/{id}", R"({"title":"x"})", {{"id", id}, {"if-match", "\"9\""}}).error().code,
            ErrorCode::precondition);
  const auto patched = document(send("PATCH", kAll + "/{id}", R"({"title":"Pool of 50","evidence":["E1"]})",
                                     {{"id", id}, {"if-match", "\"1\""}}));
  EXPECT_EQ(json::text_at(*json::object_at(patched, "factor"), "title"), "Pool of 50");
  EXPECT_EQ(patched.at("version").as_int64(), 2);
  const auto removed = document(send("DELETE", kAll + "/{id}", "", {{"id", id}}));
  EXPECT_EQ(removed.at("removed").as_object().at("links").as_array().size(), 1U);
  EXPECT_TRUE(document(send("GET", kAll)).at("factors").as_array().empty());
  const auto back = document(send("POST", kAll + "/{id}/restore", "", {{"id", id}}));
  EXPECT_EQ(json::text_at(back.at("restored").as_object().at("factor").as_object(), "title"), "Pool of 50");
  EXPECT_EQ(document(send("GET", kAll)).at("links").as_array().size(), 1U);
}

TEST_P(FactorRoutes, LinkAndUnlink) {
  const std::string a = add(R"({"title":"A"})");
  const std::string b = add(R"({"title":"B","effects":[]})");
  const auto linked = document(send("PUT", kLinks, R"({"cause":")" + b + R"(","effect":")" + a + R"(","text":"how"})"));
  EXPECT_EQ(json::text_at(*json::object_at(linked, "link"), "text"), "how");
  const auto circle = send("PUT", kLinks, R"({"cause":")" + a + R"(","effect":")" + b + R"("})");
  ASSERT_FALSE(circle);
  EXPECT_EQ(circle.error().message, "this would close a circle: “A” → “B” → “A”");
  EXPECT_EQ(
      json::text_at(*json::object_at(document(send("DELETE", kLinks, "", {{"cause", b}, {"effect", a}})), "removed"),
                    "text"),
      "how");
  EXPECT_TRUE(send("DELETE", kLinks, "", {{"cause", a}})) << "to the outcome";
  EXPECT_EQ(send("DELETE", kLinks).error().field, "cause");
}

TEST_P(FactorRoutes, RefuseWhatIsNotOfTheIncident) {
  const auto field = [&](const std::string& body) { return send("POST", kAll, body).error().field; };
  EXPECT_EQ(field(R"({"title":"A","entries":["8"]})"), "/entries");
  EXPECT_EQ(field(R"({"title":"A","entries":[7]})"), "/entries");
  EXPECT_EQ(field(R"({"title":"A","evidence":["E2"]})"), "/evidence");
  EXPECT_EQ(field(R"({"title":"A","kind":"human.error"})"), "/kind");
  EXPECT_EQ(field(R"({"title":"A","effects":[{"effect":"x","why":1}]})"), "/effects/0/why");
  EXPECT_EQ(field(R"({"title":" "})"), "/title");
  EXPECT_EQ(field(R"({"title":")" + std::string(301, 'a') + R"("})"), "/title");
  EXPECT_EQ(field(R"({"title":"A","text":")" + std::string(10'001, 'a') + R"("})"), "/text");
  EXPECT_TRUE(document(send("GET", kAll)).at("factors").as_array().empty());
}

TEST_P(FactorRoutes, ShowNothingOfPrivateIncidents) {
  who_ = {"u-bo", "Bo", AccessRole::editor, "web"};
  EXPECT_EQ(send("GET", kAll, "", {}, 43).error().code, ErrorCode::not_found);
  EXPECT_EQ(send("GET", kAll + ".svg", "", {}, 43).error().code, ErrorCode::not_found);
  EXPECT_EQ(send("POST", kAll, R"({"title":"A"})", {}, 43).error().code, ErrorCode::not_found);
}

}  // namespace
}  // namespace debrief::features::factors
