// SPDX-License-Identifier: Apache-2.0
#include "features/evidence/sealed.hpp"

#include "features/evidence/evidence.hpp"
#include "features/evidence/store.hpp"
#include "journal/testing_store.hpp"

#include <gtest/gtest.h>
#include <stdlib.h>

#include <algorithm>

namespace debrief::features::evidence {
namespace {

namespace fs = std::filesystem;
using domain::AccessRole;

class SealedOriginals : public journal::StoreOnEachEngine {
 protected:
  void SetUp() override {
    StoreOnEachEngine::SetUp();
    if (IsSkipped() || HasFatalFailure()) return;
    std::string name = fs::temp_directory_path() / "debrief-XXXXXX";
    folder_ = mkdtemp(name.data());
    blobs_ = std::make_unique<db::BlobStore>(folder_);
    insert_incident(1, domain::Visibility::everyone, "u-ana");
    insert_incident(2, domain::Visibility::private_, "u-ana");
    keep("log", 1, "text/plain", {});
    keep("notes", 1, "text/plain", "notes");
    keep("picture", 1, "image/png", {});
    keep("hidden", 2, "text/plain", {});
  }
  void TearDown() override {
    if (!folder_.empty()) fs::remove_all(folder_);
  }
  void keep(const std::string& id, std::int64_t incident, const std::string& type, std::optional<std::string> format) {
    domain::Evidence one;
    one.id = id;
    one.incident = incident;
    one.name = id;
    one.sha256 = blobs_->put("password=hunter2\n");
    one.size = 17;
    one.media_type = type;
    one.format = std::move(format);
    database().write([&](db::Connection& db) { store::insert(db, one, "u-ana"); });
  }
  Result<http::Response> ask(const domain::Principal& who, const std::string& method, const std::string& id,
                             const std::string& body = "", const std::string& accept = "") {
    http::Request request;
    request.method = method;
    request.body = body;
    request.parameters = {{"id", id}};
    if (!accept.empty()) request.headers["accept"] = accept;
    const auto table = original_routes(journal(), *blobs_);
    const auto route = std::find_if(table.begin(), table.end(), [&](const Route& r) { return r.method == method; });
    Call call{request, who, {who.name, who.id, "web", {}}};
    return route->handler(call);
  }

  fs::path folder_;
  std::unique_ptr<db::BlobStore> blobs_;
  domain::Principal ana_{"u-ana", "Ana", AccessRole::responder, "web"};
  domain::Principal bo_{"u-bo", "Bo", AccessRole::responder, "web"};
  domain::Principal vi_{"u-vi", "Vi", AccessRole::viewer, "web"};
};

INSTANTIATE_TEST_SUITE_P(Engines, SealedOriginals, db::both_engines(), db::engine_name);

TEST_P(SealedOriginals, LogsTakeAReasonThatIsRecordedAndHoldsForAnHour) {
  EXPECT_EQ(ask(ana_, "GET", "log").error().code, ErrorCode::forbidden);
  EXPECT_EQ(ask(ana_, "POST", "log", R"({"reason": " "})").error().code, ErrorCode::invalid);
  const auto unsealed = ask(ana_, "POST", "log", R"({"reason": "the vendor asked for it"})");
  ASSERT_TRUE(unsealed);
  EXPECT_EQ(unsealed->status, 201);
  const auto original = ask(ana_, "GET", "log");
  ASSERT_TRUE(original);
  EXPECT_EQ(*original->shared_body, "password=hunter2\n");
  EXPECT_EQ(ask(bo_, "GET", "log").error().code, ErrorCode::forbidden) << "the reason is of one person";
  const auto facts = journal().list_after(0, 100, 1);
  ASSERT_EQ(facts.size(), 1U);
  EXPECT_EQ(facts[0].kind, "evidence.unsealed");
  EXPECT_EQ(facts[0].actor, "Ana");
  EXPECT_EQ(json::text_at(facts[0].data, "reason"), "the vendor asked for it");
  clock_.advance(kUnsealedFor + std::chrono::seconds(1));
  EXPECT_EQ(ask(ana_, "GET", "log").error().code, ErrorCode::forbidden) << "it has ended";
}

TEST_P(SealedOriginals, ViewersAndStrangersGetNone) {
  EXPECT_EQ(ask(vi_, "POST", "log", R"({"reason": "curious"})").error().code, ErrorCode::forbidden);
  EXPECT_EQ(ask(bo_, "POST", "hidden", R"({"reason": "curious"})").error().code, ErrorCode::not_found);
  EXPECT_EQ(ask(bo_, "GET", "hidden").error().code, ErrorCode::not_found);
  EXPECT_TRUE(journal().list_after(0, 100, 1).empty());
}

TEST_P(SealedOriginals, WhatIsShownAsItIsIsNotSealed) {
  EXPECT_TRUE(ask(vi_, "GET", "notes"));
  EXPECT_TRUE(ask(vi_, "GET", "picture"));
  EXPECT_EQ(ask(ana_, "POST", "notes", R"({"reason": "no need"})").error().code, ErrorCode::invalid);
}

TEST_P(SealedOriginals, LinksLeadToWhereAReasonIsAsked) {
  const auto answer = ask(ana_, "GET", "log", "", "text/html,application/xhtml+xml");
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->status, 303);
  const std::pair<std::string, std::string> location{"Location", "/incidents/1#evidence-log"};
  EXPECT_TRUE(std::find(answer->headers.begin(), answer->headers.end(), location) != answer->headers.end());
}

}  // namespace
}  // namespace debrief::features::evidence
