// SPDX-License-Identifier: Apache-2.0
#include "http/router.hpp"

#include <gtest/gtest.h>

#include <stdexcept>

namespace debrief::http {
namespace {

Router sample() {
  Router router;
  router.add("GET", "/", 0);
  router.add("GET", "/incidents", 1);
  router.add("POST", "/incidents", 2);
  router.add("GET", "/incidents/{number}", 3);
  router.add("GET", "/incidents/open", 4);
  router.add("DELETE", "/incidents/{id}", 5);
  router.add("GET", "/incidents/{number}/notes/{note}", 6);
  router.add("GET", "/files/{path...}", 7);
  router.add("GET", "/incidents/open/notes", 8);
  return router;
}

std::size_t index_of(const Router& router, std::string_view method, std::string_view path) {
  const auto found = router.find(method, path);
  return found ? found->index : 999;
}

TEST(Router, FindsFixedPathsAndParameters) {
  const Router router = sample();
  EXPECT_EQ(index_of(router, "GET", "/"), 0U);
  EXPECT_EQ(index_of(router, "POST", "/incidents"), 2U);
  const auto found = router.find("GET", "/incidents/42/notes/7");
  ASSERT_TRUE(found);
  EXPECT_EQ(found->index, 6U);
  EXPECT_EQ(found->parameters.at("number"), "42");
  EXPECT_EQ(found->parameters.at("note"), "7");
}

TEST(Router, PrefersFixedSegmentsButComesBackFromThem) {
  const Router router = sample();
  EXPECT_EQ(index_of(router, "GET", "/incidents/open"), 4U);
  // Only the parameter's branch has this continuation.
  const auto found = router.find("GET", "/incidents/open/notes/7");
  ASSERT_TRUE(found);
  EXPECT_EQ(found->index, 6U);
  EXPECT_EQ(found->parameters.at("number"), "open");
  // Only the parameter's route has this method.
  EXPECT_EQ(index_of(router, "DELETE", "/incidents/open"), 5U);
}

TEST(Router, NamesParametersAsTheRouteDoes) {
  const Router router = sample();
  EXPECT_EQ(router.find("GET", "/incidents/42")->parameters.count("number"), 1U);
  EXPECT_EQ(router.find("DELETE", "/incidents/42")->parameters.at("id"), "42");
}

TEST(Router, TakesTheRestOfThePath) {
  const Router router = sample();
  EXPECT_EQ(router.find("GET", "/files/a/b/c.txt")->parameters.at("path"), "a/b/c.txt");
  EXPECT_EQ(router.find("GET", "/files/")->parameters.at("path"), "");
  EXPECT_FALSE(router.find("GET", "/files"));
}

TEST(Router, ListsTheMethodsThatArePossible) {
  const auto found = sample().find("PUT", "/incidents/open");
  ASSERT_FALSE(found);
  EXPECT_EQ(found.error().code, ErrorCode::unsupported);
  EXPECT_EQ(found.error().help, "DELETE, GET, HEAD");
}

TEST(Router, AnswersHeadWithGet) {
  EXPECT_EQ(index_of(sample(), "HEAD", "/incidents"), 1U);
}

TEST(Router, DoesNotFindWhatIsNotThere) {
  const Router router = sample();
  for (const char* path : {"/nothing", "/incidents/", "/incidents//notes/1", "incidents", "", "/incidents/42/notes"}) {
    const auto found = router.find("GET", path);
    ASSERT_FALSE(found) << path;
    EXPECT_EQ(found.error().code, ErrorCode::not_found) << path;
  }
}

TEST(Router, RefusesPatternsThatCannotWork) {
  Router router = sample();
  EXPECT_THROW(router.add("GET", "/incidents/{other}", 9), std::invalid_argument);
  EXPECT_THROW(router.add("GET", "incidents", 9), std::invalid_argument);
  EXPECT_THROW(router.add("GET", "/a/{rest...}/b", 9), std::invalid_argument);
  EXPECT_THROW(router.add("GET", "/a/v{x}", 9), std::invalid_argument);
}

}  // namespace
}  // namespace debrief::http
