// SPDX-License-Identifier: Apache-2.0
#include "features/postmortems/lint_routes.hpp"

#include "base/json.hpp"
#include "features/postmortems/limits.hpp"
#include "routing/request.hpp"

#include <gtest/gtest.h>

namespace debrief::features::postmortems {
namespace {

Result<http::Response> send(std::string body) {
  http::Request request;
  request.method = "POST";
  request.body = std::move(body);
  Call call{request, {"u-ana", "Ana", domain::AccessRole::viewer, "web"}, {"Ana", "u-ana", "web"}};
  return lint_routes().front().handler(call);
}

TEST(LintRoute, AnswersWithRemarks) {
  const auto response = send(R"({"markdown":"\u00e9 It was human error."})");
  ASSERT_TRUE(response) << response.error().message;
  const auto document = json::parse(response->body)->as_object();
  const auto& remarks = *json::array_at(document, "remarks");
  ASSERT_EQ(remarks.size(), 1U);
  const auto& remark = remarks[0].as_object();
  EXPECT_EQ(json::text_at(remark, "rule"), "human-error");
  EXPECT_EQ(remark.at("line").to_number<int>(), 1);
  EXPECT_EQ(remark.at("column").to_number<int>(), 10);
  EXPECT_EQ(remark.at("length").to_number<int>(), 11);
  EXPECT_FALSE(json::text_at(remark, "message").empty());
  EXPECT_FALSE(json::text_at(remark, "question").empty());
}

TEST(LintRoute, TakesTextsWithoutFault) {
  for (const char* body : {R"({"markdown":""})", R"({"markdown":"All is well.","language":"en"})"}) {
    const auto response = send(body);
    ASSERT_TRUE(response) << body;
    EXPECT_EQ(response->body, R"({"remarks":[]})");
  }
}

TEST(LintRoute, RefusesWhatItDoesNotKnow) {
  for (const char* body :
       {R"({})", R"({"markdown":1})", R"({"markdown":"","rules":[]})", R"({"markdown":"","language":"tlh"})"})
    EXPECT_FALSE(send(body)) << body;
  EXPECT_FALSE(send(R"({"markdown":")" + std::string(kDocumentLimit + 1, 'a') + "\"}"));
}

TEST(LintRoute, NeedsReadingOnly) {
  EXPECT_EQ(lint_routes().front().action, domain::Action::read);
  EXPECT_EQ(lint_routes().front().pattern, "/api/v1/lint");
}

}  // namespace
}  // namespace debrief::features::postmortems
