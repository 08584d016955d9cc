// SPDX-License-Identifier: Apache-2.0
#include "app/dispatch.hpp"

#include "journal/testing_store.hpp"

#include <gtest/gtest.h>

namespace debrief::app {
namespace {

http::Request request(std::map<std::string, std::string> headers) {
  http::Request r;
  r.method = "POST";
  r.path = "/things";
  r.headers = std::move(headers);
  return r;
}

TEST(CrossSite, IsToldBySecFetchSiteFirst) {
  EXPECT_FALSE(is_cross_site(request({{"sec-fetch-site", "same-origin"}, {"cookie", "debrief_session=x"}})));
  EXPECT_FALSE(is_cross_site(request({{"sec-fetch-site", "none"}})));
  EXPECT_TRUE(is_cross_site(request({{"sec-fetch-site", "cross-site"}, {"origin", "http://a"}, {"host", "a"}})));
  EXPECT_TRUE(is_cross_site(request({{"sec-fetch-site", "same-site"}})));
}

TEST(CrossSite, IsToldByOriginElse) {
  EXPECT_FALSE(is_cross_site(request({{"origin", "https://debrief.example:8443"}, {"host", "debrief.example:8443"}})));
  EXPECT_TRUE(is_cross_site(request({{"origin", "https://evil.example"}, {"host", "debrief.example"}})));
  EXPECT_TRUE(is_cross_site(request({{"origin", "null"}, {"host", "debrief.example"}})));
}

TEST(CrossSite, IsAssumedForACookieThatShowsNothing) {
  EXPECT_TRUE(is_cross_site(request({{"cookie", "debrief_session=x"}})));
  EXPECT_FALSE(is_cross_site(request({{"cookie", "theme=dark"}})));
}

class Dispatching : public journal::StoreOnEachEngine {
 protected:
  void SetUp() override {
    StoreOnEachEngine::SetUp();
    if (IsSkipped() || HasFatalFailure()) return;
    std::vector<features::Route> routes{
        {"POST", "/things", domain::Action::respond,
         [this](features::Call& call) -> Result<http::Response> {
           ++calls_;
           if (call.request.body == "bad") return invalid("no");
           return journal().write(call.origin, [&](journal::Transaction& tx) -> Result<http::Response> {
             tx.append({1, "note.added", tx.now(), {}});
             return http::json_response("{\"call\":" + std::to_string(calls_) + "}", 201);
           });
         }},
        {"GET", "/open", std::nullopt, [](features::Call&) -> Result<http::Response> { return http::json_response("{}"); }},
    };
    dispatch_ = std::make_unique<Dispatch>(
        std::move(routes), journal(), [this](const http::Request&) { return who_; },
        [](const http::Request&) -> std::optional<http::Response> { return std::nullopt; });
  }
  http::Response post(const std::string& body, const std::string& key) {
    http::Request r = request({{"sec-fetch-site", "same-origin"}});
    if (!key.empty()) r.headers["idempotency-key"] = key;
    r.body = body;
    return dispatch_->answer(r);
  }
  std::optional<domain::Principal> who_ = domain::Principal{"u1", "Ana", domain::AccessRole::responder, "web"};
  int calls_ = 0;
  std::unique_ptr<Dispatch> dispatch_;
};

INSTANTIATE_TEST_SUITE_P(Engines, Dispatching, db::both_engines(), db::engine_name);

TEST_P(Dispatching, AnswersARepeatedRequestWithTheFirstAnswer) {
  EXPECT_EQ(post("a", "k1").body, "{\"call\":1}");
  EXPECT_EQ(post("a", "k1").body, "{\"call\":1}");
  EXPECT_EQ(post("a", "k2").body, "{\"call\":2}");
  EXPECT_EQ(post("other", "k1").status, 422);
  EXPECT_EQ(journal().newest_position(), 2);
}

TEST_P(Dispatching, KeepsKeysOfDifferentPeopleApart) {
  post("a", "k1");
  who_->id = "u2";
  EXPECT_EQ(post("a", "k1").body, "{\"call\":2}");
}

TEST_P(Dispatching, LetsARefusedRequestBeRepeatedWithItsKey) {
  EXPECT_EQ(post("bad", "k1").status, 422);
  EXPECT_EQ(post("good", "k1").status, 201);
}

TEST_P(Dispatching, AsksForAnAccountAndTheRightRole) {
  who_->role = domain::AccessRole::viewer;
  EXPECT_EQ(post("a", "").status, 403);
  who_.reset();
  EXPECT_EQ(post("a", "").status, 401);
  EXPECT_EQ(calls_, 0);
  http::Request open;
  open.method = "GET";
  open.path = "/open";
  EXPECT_EQ(dispatch_->answer(open).status, 200);
}

TEST_P(Dispatching, NamesTheMethodsThatAPathHas) {
  http::Request r = request({});
  r.method = "PUT";
  const http::Response response = dispatch_->answer(r);
  EXPECT_EQ(response.status, 405);
  EXPECT_NE(std::find(response.headers.begin(), response.headers.end(), std::pair<std::string, std::string>("Allow", "POST")), response.headers.end());
}

}  // namespace
}  // namespace debrief::app
