// SPDX-License-Identifier: Apache-2.0
#include "http/message.hpp"

#include "base/json.hpp"

#include <gtest/gtest.h>

namespace debrief::http {
namespace {

TEST(Request, FindsHeadersCookiesAndQueryValues) {
  Request request;
  request.headers["cookie"] = "theme=dark; session=\"abc=d\";broken; other=1";
  request.query["q"] = "disk full";
  EXPECT_EQ(request.cookie("session"), "abc=d");
  EXPECT_EQ(request.cookie("theme"), "dark");
  EXPECT_EQ(request.cookie("broken"), std::nullopt);
  EXPECT_EQ(request.cookie("sess"), std::nullopt);
  EXPECT_EQ(request.query_value("q"), "disk full");
  EXPECT_EQ(request.query_value("p"), std::nullopt);
  EXPECT_EQ(request.header("host"), "");
}

TEST(Problem, SaysWhatWhyAndWhatToDo) {
  const Error error = invalid("severity \"sev9\" is unknown").with_help("Use one of sev1 to sev4.").at("/severity");
  const Response response = problem(error);
  EXPECT_EQ(response.status, 422);
  const auto document = json::parse(response.body);
  ASSERT_TRUE(document);
  const json::object& fields = document->as_object();
  EXPECT_EQ(fields.at("type").as_string(), "urn:debrief:problem:invalid");
  EXPECT_EQ(fields.at("status").as_int64(), 422);
  EXPECT_EQ(fields.at("detail").as_string(), "severity \"sev9\" is unknown");
  EXPECT_EQ(fields.at("help").as_string(), "Use one of sev1 to sev4.");
  EXPECT_EQ(fields.at("field").as_string(), "/severity");
  EXPECT_EQ(response.headers.front().second, "application/problem+json");
}

TEST(Problem, LeavesOutWhatIsNotKnown) {
  const Response response = problem(not_found("there is no incident 7"));
  const auto document = json::parse(response.body);
  ASSERT_TRUE(document);
  EXPECT_FALSE(document->as_object().contains("help"));
  EXPECT_FALSE(document->as_object().contains("field"));
}

TEST(Problem, IsUtf8WhateverTheMessage) {
  EXPECT_TRUE(json::parse(problem(not_found("no file {}", "\xFF\xFE")).body));
}

TEST(StatusOf, MapsEveryCode) {
  EXPECT_EQ(status_of(ErrorCode::invalid), 422);
  EXPECT_EQ(status_of(ErrorCode::not_found), 404);
  EXPECT_EQ(status_of(ErrorCode::conflict), 409);
  EXPECT_EQ(status_of(ErrorCode::precondition), 412);
  EXPECT_EQ(status_of(ErrorCode::forbidden), 403);
  EXPECT_EQ(status_of(ErrorCode::unauthenticated), 401);
  EXPECT_EQ(status_of(ErrorCode::too_large), 413);
  EXPECT_EQ(status_of(ErrorCode::unsupported), 415);
  EXPECT_EQ(status_of(ErrorCode::rate_limited), 429);
  EXPECT_EQ(status_of(ErrorCode::unavailable), 503);
}

}  // namespace
}  // namespace debrief::http
