// SPDX-License-Identifier: Apache-2.0
#include "base/hash.hpp"
#include "base/hmac.hpp"
#include "base/json.hpp"
#include "connectors/trackers/github/github.hpp"
#include "connectors/trackers/gitlab/gitlab.hpp"
#include "connectors/trackers/jira/jira.hpp"
#include "connectors/trackers/tracker_text.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

namespace debrief::connectors {
namespace {

using domain::TrackerAccess;

std::string sample(const std::string& path) {
  std::stringstream text;
  text << std::ifstream(DEBRIEF_SOURCE_DIR "/src/connectors/trackers/" + path).rdbuf();
  return text.str();
}

std::string header_of(const domain::TrackerCall& call, std::string_view name) {
  for (const auto& [known, value] : call.headers)
    if (known == name) return value;
  return "";
}

const TrackerAccess kGithub{"https://github.com", "shop/api", "", "t0"};
const TrackerAccess kGitlab{"https://gitlab.com", "shop/platform/api", "", "t1"};
const TrackerAccess kJira{"https://shop.atlassian.net", "OPS", "ana@example.com", "t2"};

TEST(Github, AsksItsApi) {
  const auto tracker = github::tracker();
  const auto call = tracker.create(kGithub, "Limit \"it\"", "How");
  EXPECT_EQ(call.method + " " + call.url, "POST https://api.github.com/repos/shop/api/issues");
  EXPECT_EQ(call.body, R"({"title":"Limit \"it\"","body":"How"})");
  EXPECT_EQ(header_of(call, "Authorization"), "Bearer t0");
  EXPECT_EQ(tracker.ask({"https://ghe.example.com", "a/b", "", ""}, "a/b#7").url,
            "https://ghe.example.com/api/v3/repos/a/b/issues/7");
  EXPECT_EQ(tracker.check({"", "api", "", ""}).error().field, "/project");
  EXPECT_FALSE(tracker.check({"", "../api", "", ""}));
}

TEST(Github, KnowsItsPages) {
  const auto key = [](std::string_view url) { return github::tracker().find_key(kGithub, url).value_or("none"); };
  EXPECT_EQ(key("https://github.com/shop/api/issues/41#issuecomment-1"), "shop/api#41");
  EXPECT_EQ(key("https://github.com/shop/api/pull/42/files?w=1"), "shop/api#42");
  EXPECT_EQ(key("https://github.com.evil.example/shop/api/issues/41"), "none");
  EXPECT_EQ(key("https://github.com/shop/api/issues/x"), "none");
  EXPECT_EQ(key("https://gitlab.com/shop/api/-/issues/41"), "none");
}

TEST(Github, ReadsAnswersAndEvents) {
  const auto tracker = github::tracker();
  const auto issue = tracker.read(kGithub, "", sample("github/samples/issue.json"));
  ASSERT_TRUE(issue);
  EXPECT_EQ(issue->key, "shop/api#42");
  EXPECT_EQ(issue->state, "merged");
  const auto closed = tracker.read_event(kGithub, {}, sample("github/samples/issue_closed.json"));
  ASSERT_TRUE(closed && *closed);
  EXPECT_EQ((*closed)->key, "shop/api#41");
  EXPECT_EQ((*closed)->state, "closed");
  EXPECT_EQ((*tracker.read_event(kGithub, {}, sample("github/samples/pull_merged.json")))->state, "merged");
  EXPECT_FALSE(*tracker.read_event(kGithub, {}, R"({"zen":"Design for failure."})"));
  EXPECT_FALSE(tracker.read_event(kGithub, {}, "<html>"));
  EXPECT_EQ(tracker.read(kGithub, "", R"({"message":"Not Found"})").error().code, ErrorCode::unavailable);
}

TEST(Trackers, ReadTimesAsTrackersWriteThem) {
  const auto micros = [](const char* text) {
    const auto at = time_at({{"at", text}}, "at");
    return at ? at->micros : 0;
  };
  EXPECT_EQ(micros("2026-03-10T12:00:00Z"), 1773144000000000);
  EXPECT_EQ(micros("2026-03-10 12:00:00 UTC"), 1773144000000000);
  EXPECT_EQ(micros("2026-03-10T13:00:00.000+0100"), 1773144000000000);
  EXPECT_EQ(micros("yesterday"), 0);
  EXPECT_EQ(micros(""), 0);
  const auto issue = jira::tracker().read(
      kJira, "", R"({"key":"OPS-1","fields":{"summary":"x","updated":"2026-03-10T12:00:00.000+0000"}})");
  ASSERT_TRUE(issue);
  EXPECT_EQ(issue->changed_at, Instant{1773144000000000});
}

TEST(Github, ChecksSignatures) {
  const auto tracker = github::tracker();
  const std::string signature = "sha256=" + to_hex(hmac_sha256("s", "body"));
  EXPECT_TRUE(tracker.verify({{"x-hub-signature-256", signature}}, "body", "s"));
  EXPECT_FALSE(tracker.verify({{"x-hub-signature-256", signature}}, "body2", "s"));
  EXPECT_FALSE(tracker.verify({}, "body", "s"));
  EXPECT_FALSE(tracker.verify({{"x-hub-signature-256", "sha256=" + to_hex(hmac_sha256("", "body"))}}, "body", ""));
}

TEST(Gitlab, AsksItsApi) {
  const auto tracker = gitlab::tracker();
  const auto call = tracker.create(kGitlab, "Limit it", "How");
  EXPECT_EQ(call.url, "https://gitlab.com/api/v4/projects/shop%2Fplatform%2Fapi/issues");
  EXPECT_EQ(header_of(call, "PRIVATE-TOKEN"), "t1");
  EXPECT_EQ(tracker.ask(kGitlab, "shop/platform/api!7").url,
            "https://gitlab.com/api/v4/projects/shop%2Fplatform%2Fapi/merge_requests/7");
  EXPECT_EQ(tracker.find_key(kGitlab, "https://gitlab.com/shop/platform/api/-/merge_requests/7/diffs"),
            "shop/platform/api!7");
  EXPECT_FALSE(tracker.find_key(kGitlab, "https://gitlab.com/shop/platform/api/-/pipelines/7"));
}

TEST(Gitlab, ReadsAnswersAndEvents) {
  const auto tracker = gitlab::tracker();
  const auto issue = tracker.read(kGitlab, "", sample("gitlab/samples/issue.json"));
  ASSERT_TRUE(issue);
  EXPECT_EQ(issue->key, "shop/platform/api#6");
  EXPECT_EQ(issue->state, "open");
  const auto merged = tracker.read_event(kGitlab, {}, sample("gitlab/samples/merge_request_merged.json"));
  ASSERT_TRUE(merged && *merged);
  EXPECT_EQ((*merged)->key, "shop/platform/api!7");
  EXPECT_EQ((*merged)->state, "merged");
  EXPECT_FALSE(*tracker.read_event(kGitlab, {}, R"({"object_kind":"push"})"));
  EXPECT_TRUE(tracker.verify({{"x-gitlab-token", "s"}}, "", "s"));
  EXPECT_FALSE(tracker.verify({{"x-gitlab-token", "t"}}, "", "s"));
  EXPECT_FALSE(tracker.verify({{"x-gitlab-token", ""}}, "", ""));
}

TEST(Jira, AsksItsApi) {
  const auto tracker = jira::tracker();
  const auto call = tracker.create(kJira, "Limit it", "How");
  EXPECT_EQ(call.url, "https://shop.atlassian.net/rest/api/2/issue");
  EXPECT_EQ(header_of(call, "Authorization"), "Basic YW5hQGV4YW1wbGUuY29tOnQy");
  EXPECT_EQ(header_of(tracker.ask({"https://jira.example.com", "OPS", "", "t"}, "OPS-1"), "Authorization"), "Bearer t");
  EXPECT_EQ(tracker.find_key(kJira, "https://shop.atlassian.net/browse/OPS-12?focusedCommentId=1"), "OPS-12");
  EXPECT_FALSE(tracker.find_key(kJira, "https://shop.atlassian.net/browse/OPS"));
  EXPECT_EQ(tracker.check({"", "ops", "", ""}).error().field, "/project");
}

TEST(Jira, ReadsAnswersAndEvents) {
  const auto tracker = jira::tracker();
  const auto created = tracker.read(kJira, "", sample("jira/samples/created.json"));
  ASSERT_TRUE(created);
  EXPECT_EQ(created->url, "https://shop.atlassian.net/browse/OPS-12");
  EXPECT_EQ(created->state, "open");
  const auto updated = tracker.read_event(kJira, {}, sample("jira/samples/issue_updated.json"));
  ASSERT_TRUE(updated && *updated);
  EXPECT_EQ((*updated)->title, "Limit the queue");
  EXPECT_EQ((*updated)->state, "closed");
  const std::string body = "{}";
  EXPECT_TRUE(tracker.verify({{"x-hub-signature", "sha256=" + to_hex(hmac_sha256("s", body))}}, body, "s"));
  EXPECT_TRUE(tracker.verify({{"x-debrief-secret", "s"}}, body, "s"));
  EXPECT_FALSE(tracker.verify({{"x-debrief-secret", "s"}, {"x-hub-signature", "sha256=00"}}, body, "s"));
}

}  // namespace
}  // namespace debrief::connectors
