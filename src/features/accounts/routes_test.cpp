// SPDX-License-Identifier: Apache-2.0
#include "features/accounts/testing_world.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace debrief::features::accounts {
namespace {

class AccountRoutes : public testing::World {
 protected:
  Result<http::Response> send(const domain::Principal& who, const std::string& method, const std::string& pattern,
                              std::string body = "", const std::string& id = "", const std::string& seen = "") {
    http::Request request;
    request.method = method;
    request.body = std::move(body);
    if (!seen.empty()) request.headers["if-match"] = "\"" + seen + "\"";
    request.parameters = {{"number", "1"}, {"id", id}};
    const auto table = routes(journal(), ports());
    const auto route = std::find_if(table.begin(), table.end(), [&](const Route& r) {
      return r.method == method && r.pattern == "/api/v1/incidents/{number}/accounts" + pattern;
    });
    EXPECT_NE(route, table.end()) << pattern;
    Call call{request, who, {who.name, who.id, "web", {}}};
    return route->handler(call);
  }
  static json::object document(const Result<http::Response>& response) {
    EXPECT_TRUE(response) << (response ? "" : response.error().message);
    return response ? json::parse(response->body)->as_object() : json::object{};
  }
  static std::string tag(const Result<http::Response>& response) {
    for (const auto& [name, value] : response->headers)
      if (name == "ETag") return value;
    return "";
  }
};

INSTANTIATE_TEST_SUITE_P(Engines, AccountRoutes, db::both_engines(), db::engine_name);

TEST_P(AccountRoutes, OwnAccountFromNothingToGiven) {
  const auto nothing = send(ana_, "GET", "/mine");
  EXPECT_EQ(tag(nothing), "\"0\"");
  EXPECT_EQ(json::text_at(document(nothing), "state"), "not_asked");
  EXPECT_EQ(json::text_at(document(nothing), "role"), "Incident commander");
  const auto saved = send(ana_, "PUT", "/mine", R"({"answers":{"did":"Rolled back"}})", "", "0");
  EXPECT_EQ(tag(saved), "\"1\"");
  EXPECT_EQ(json::text_at(document(saved), "state"), "started");
  EXPECT_EQ(document(saved).at("unsent"), json::value(true));
  EXPECT_EQ(send(ana_, "PUT", "/mine", R"({"answers":{"did":"x"}})", "", "0").error().code, ErrorCode::precondition);
  EXPECT_EQ(send(ana_, "PUT", "/mine", R"({"answers":{"blame":"x"}})", "", "1").error().field, "/answers/blame");
  EXPECT_EQ(send(ana_, "PUT", "/mine", R"({"state":"published"})", "", "1").error().field, "/state");
  const auto given = document(send(ana_, "PUT", "/mine", R"({"state":"given"})", "", "1"));
  EXPECT_EQ(json::text_at(given, "state"), "given");
  EXPECT_EQ(given.at("unsent"), json::value(false));
  const std::string id(json::text_at(given, "id"));
  const auto read = document(send(viewer_, "GET", "/{id}", "", id));
  EXPECT_EQ(json::text_at(read.at("answers").as_object(), "did"), "Rolled back");
  EXPECT_EQ(read.at("mine"), json::value(false));
}

TEST_P(AccountRoutes, TheBoardShowsWhoHasSpokenAndNoWordOfIt) {
  duty_ = domain::Duty{};
  mitigate();
  ASSERT_TRUE(send(bo_, "PUT", "/mine", R"({"answers":{"did":"Secret so far"}})"));
  ASSERT_TRUE(send(ana_, "POST", "", R"({"person":"Vera","role":"Head of support"})"));
  const auto response = send(ana_, "GET", "");
  EXPECT_EQ(response->body.find("Secret"), std::string::npos);
  const auto board = document(response);
  const auto& items = board.at("items").as_array();
  ASSERT_EQ(items.size(), 4U);
  const auto check = [&](std::size_t i, std::string_view person, std::string_view state, bool stakeholder, bool login) {
    const auto& item = items[i].as_object();
    EXPECT_EQ(json::text_at(item, "person"), person);
    EXPECT_EQ(json::text_at(item, "state"), state);
    EXPECT_EQ(item.at("stakeholder"), json::value(stakeholder));
    EXPECT_EQ(item.at("has_login"), json::value(login));
  };
  check(0, "Ana", "asked", false, true);
  check(1, "Bo", "started", false, true);
  check(2, "Zed", "not_asked", false, false);
  check(3, "Vera", "asked", true, false);
  EXPECT_EQ(json::text_at(items[3].as_object(), "pseudonym"), "Head of support");
  EXPECT_EQ(board.at("can_merge"), json::value(false));
  const auto for_reader = document(send(viewer_, "GET", ""));
  EXPECT_TRUE(for_reader.at("items").as_array()[0].as_object().at("pseudonym").is_null());
}

TEST_P(AccountRoutes, InviteRemindsAndMergeAdds) {
  const auto asked = send(ana_, "POST", "", R"({"person":"Cy"})");
  EXPECT_EQ(asked->status, 201);
  EXPECT_EQ(document(asked).at("told"), json::value(true));
  EXPECT_EQ(send(ana_, "POST", "", R"({"person":"Cy"})")->status, 200);
  EXPECT_EQ(told_["u-cy"], 2);
  clock_.advance(std::chrono::seconds(1));
  EXPECT_EQ(send(ana_, "POST", "", R"({"person":" "})").error().field, "/person");
  const std::string vera(json::text_at(document(send(ana_, "POST", "", R"({"person":"Vera"})")), "id"));
  EXPECT_EQ(json::text_at(document(send(bo_, "GET", "/{id}", "", vera)), "state"), "asked");
  EXPECT_EQ(send(viewer_, "GET", "/{id}", "", vera).error().code, ErrorCode::not_found);
  ASSERT_TRUE(send(bo_, "PUT", "/{id}", R"({"answers":{"saw":"Tickets"},"state":"given"})", vera));
  postmortem_ = domain::Postmortem{};
  const auto merged = document(send(ana_, "POST", "/{id}/merge", R"({"pseudonyms":true})", vera));
  EXPECT_EQ(json::text_at(merged, "section"), "Accounts");
  EXPECT_EQ(json::text_at(merged, "pseudonym"), "Participant 2");
  EXPECT_TRUE(added_.starts_with("### Account: Participant 2\n"));
}

TEST_P(AccountRoutes, AreNotThereForThoseWhoMayNotRead) {
  make_private();
  for (const auto& pattern : {"", "/mine"}) EXPECT_EQ(send(bo_, "GET", pattern).error().code, ErrorCode::not_found);
  EXPECT_EQ(send(bo_, "GET", "/{id}", "", "x").error().code, ErrorCode::not_found);
  EXPECT_EQ(send(bo_, "PUT", "/mine", R"({"answers":{"did":"x"}})").error().code, ErrorCode::not_found);
  EXPECT_EQ(send(bo_, "POST", "", R"({"person":"Cy"})").error().code, ErrorCode::not_found);
}

}  // namespace
}  // namespace debrief::features::accounts
