// SPDX-License-Identifier: Apache-2.0
#include "features/postmortems/completeness/standing.hpp"
#include "features/postmortems/postmortems.hpp"
#include "features/postmortems/testing_sample.hpp"
#include "journal/testing_store.hpp"
#include "journal/visibility.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace debrief::features::postmortems {
namespace {

using domain::AccessRole;
using domain::Principal;

class PostmortemRoutes : public journal::StoreOnEachEngine {
 protected:
  void SetUp() override {
    StoreOnEachEngine::SetUp();
    if (IsSkipped() || HasFatalFailure()) return;
    insert_incident(42, domain::Visibility::everyone, "u-ana");
    insert_incident(43, domain::Visibility::private_, "u-ana");
    insert_incident(7, domain::Visibility::everyone, "u-ana");
    insert_incident(8, domain::Visibility::private_, "u-ana");
    routes_ = routes(journal(), ports());
  }

  Ports ports() {
    Ports ports;
    ports.get_incident = [this](const Principal& who, std::int64_t number) -> Result<domain::Incident> {
      TRY(database().read(
          [&](db::Connection& db) { return journal::require_incident(db, who, domain::Action::read, number); }));
      auto incident = testing::sample_incident();
      incident.number = number;
      return incident;
    };
    ports.list_timeline = [](const Principal&, std::int64_t) { return Result(testing::sample_entries()); };
    ports.list_alerts = [](const Principal&, std::int64_t) { return Result(testing::sample_input().alerts); };
    ports.list_evidence = [](const Principal&, std::int64_t) { return Result(testing::sample_input().evidence); };
    ports.list_similar = [](const Principal&, std::int64_t, std::size_t) {
      return Result(testing::sample_input().similar);
    };
    ports.rank = [](std::string_view, std::size_t) { return std::vector<std::int64_t>{43, 42}; };
    return ports;
  }

  Result<http::Response> send(const std::string& method, const std::string& pattern, std::int64_t number,
                              std::string body = "", std::map<std::string, std::string> headers = {},
                              std::map<std::string, std::string> query = {}) {
    http::Request request;
    request.method = method;
    request.body = std::move(body);
    request.headers = std::move(headers);
    request.query = std::move(query);
    request.parameters = {{"number", std::to_string(number)}};
    const auto route = std::find_if(routes_.begin(), routes_.end(),
                                    [&](const Route& r) { return r.method == method && r.pattern == pattern; });
    EXPECT_NE(route, routes_.end()) << pattern;
    Call call{request, who_, {who_.name, who_.id, "web"}};
    return route->handler(call);
  }

  json::object document(const Result<http::Response>& response) {
    EXPECT_TRUE(response) << (response ? "" : response.error().message);
    return response ? json::parse(response->body)->as_object() : json::object{};
  }

  static std::string header(const http::Response& response, const std::string& name) {
    const auto found =
        std::find_if(response.headers.begin(), response.headers.end(), [&](const auto& h) { return h.first == name; });
    return found == response.headers.end() ? "" : found->second;
  }

  const std::string kDocument = "/api/v1/incidents/{number}/postmortem";
  Principal who_{"u-ana", "Ana", AccessRole::editor, "web"};
  std::vector<Route> routes_;
};

INSTANTIATE_TEST_SUITE_P(Engines, PostmortemRoutes, db::both_engines(), db::engine_name);

TEST_P(PostmortemRoutes, DraftReadEditPublish) {
  EXPECT_EQ(send("GET", kDocument, 42).error().code, ErrorCode::not_found);
  const auto drafted = send("POST", kDocument, 42, R"({"template":"howie"})");
  const json::object first = document(drafted);
  EXPECT_EQ(drafted->status, 201);
  EXPECT_EQ(header(*drafted, "ETag"), "\"1\"");
  EXPECT_EQ(json::text_at(first, "template"), "howie");
  EXPECT_NE(json::text_at(first, "html").find("<table>"), std::string_view::npos);
  EXPECT_EQ(first.at("citations").as_array().size(), 8U);
  EXPECT_EQ(send("POST", kDocument, 42, "{}").error().code, ErrorCode::conflict);

  EXPECT_EQ(send("PATCH", kDocument, 42, R"({"markdown":"## Summary\n\nNew"})").error().field, "If-Match");
  const std::string cited = R"j({"markdown":"## Summary\n\nNew [T2](#entry-1)"})j";
  const auto saved = send("PATCH", kDocument, 42, cited, {{"if-match", "\"1\""}});
  const json::object second = document(saved);
  EXPECT_EQ(header(*saved, "ETag"), "\"2\"");
  EXPECT_EQ(second.at("citations").as_array().size(), 1U);
  EXPECT_EQ(send("PATCH", kDocument, 42, R"({"markdown":"x"})", {{"if-match", "\"1\""}}).error().code,
            ErrorCode::precondition);

  const auto refused = send("PATCH", kDocument, 42, R"({"state":"published"})");
  EXPECT_EQ(refused->status, 409);
  EXPECT_EQ(document(refused).at("missing").as_array().size(), 6U) << "a summary is not all that SEV2 requires";
  database().write([](db::Connection& db) { keep_requirements(db, {}); });
  const json::object published = document(send("PATCH", kDocument, 42, R"({"state":"published"})"));
  EXPECT_EQ(json::text_at(published, "state"), "published");
  EXPECT_EQ(json::write(document(send("GET", kDocument, 42))), json::write(published));
  EXPECT_EQ(document(send("GET", kDocument + "/revisions", 42)).at("items").as_array().size(), 2U);
}

TEST_P(PostmortemRoutes, DraftsFromTheUsualTemplateWithoutABody) {
  EXPECT_EQ(json::text_at(document(send("POST", kDocument, 42)), "template"), "google_sre");
  EXPECT_EQ(send("POST", kDocument, 43, R"({"template":"retro"})").error().code, ErrorCode::invalid);
}

TEST_P(PostmortemRoutes, ADraftNamesOnlySimilarIncidentsThatEveryReaderMaySee) {
  Ports open = ports();
  open.list_similar = [](const Principal&, std::int64_t, std::size_t) {
    auto matches = testing::sample_input().similar;
    matches.push_back(matches.front());
    matches.back().incident = 8;
    return Result(matches);
  };
  const auto input = gather(open, who_, 42, {});
  ASSERT_TRUE(input);
  ASSERT_EQ(input->similar.size(), 1U) << "Ana declared the private incident 8; others read the document";
  EXPECT_EQ(input->similar.front().incident, 7);

  open.list_similar = [](const Principal&, std::int64_t, std::size_t) -> Result<std::vector<domain::Match>> {
    return make_error(ErrorCode::unavailable, "the library is being read");
  };
  EXPECT_TRUE(gather(open, who_, 42, {})) << "a draft does not wait for the library";
}

TEST_P(PostmortemRoutes, ExportsFiles) {
  document(send("POST", kDocument, 42));
  const auto html = send("GET", kDocument + "/export", 42, "", {}, {{"format", "html"}});
  ASSERT_TRUE(html);
  EXPECT_EQ(header(*html, "Content-Disposition"), "attachment; filename=\"INC-42-postmortem.html\"");
  EXPECT_TRUE(html->body.starts_with("<!doctype html>"));
  EXPECT_TRUE(send("GET", kDocument + "/export", 42)->body.starts_with("---\ntitle: \"Checkout"));
  const json::object exported = document(send("GET", kDocument + "/export", 42, "", {}, {{"format", "json"}}));
  EXPECT_EQ(exported.at("revisions").as_array().size(), 1U);
  EXPECT_EQ(send("GET", kDocument + "/export", 42, "", {}, {{"format", "docx"}}).error().code, ErrorCode::invalid);
}

TEST_P(PostmortemRoutes, TheLibraryKeepsPrivateDocumentsBack) {
  document(send("POST", kDocument, 42));
  document(send("POST", kDocument, 43));
  EXPECT_EQ(document(send("GET", "/api/v1/postmortems", 0, "", {}, {{"q", "checkout"}})).at("total").as_int64(), 2);
  who_ = {"u-bo", "Bo", AccessRole::viewer, "web"};
  const json::object seen = document(send("GET", "/api/v1/postmortems", 0, "", {}, {{"q", "checkout"}}));
  EXPECT_EQ(seen.at("total").as_int64(), 1);
  EXPECT_EQ(seen.at("items").as_array().size(), 1U);
  EXPECT_EQ(send("GET", kDocument, 43).error().code, ErrorCode::not_found);
  EXPECT_EQ(send("POST", kDocument, 43).error().code, ErrorCode::not_found);
  EXPECT_EQ(send("GET", "/api/v1/postmortems", 0, "", {}, {{"state", "lost"}}).error().code, ErrorCode::invalid);
}

TEST_P(PostmortemRoutes, ShowsTemplatesAndPreviews) {
  EXPECT_EQ(document(send("GET", "/api/v1/templates", 0)).at("items").as_array().size(), 5U);
  const json::object preview = document(send("POST", "/api/v1/markdown", 0, R"({"markdown":"**a** <b>"})"));
  EXPECT_EQ(json::text_at(preview, "html"), "<p><strong>a</strong> &lt;b&gt;</p>\n");
}

}  // namespace
}  // namespace debrief::features::postmortems
