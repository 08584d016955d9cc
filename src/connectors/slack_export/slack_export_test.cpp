// SPDX-License-Identifier: Apache-2.0
#include "connectors/slack_export/slack_export.hpp"

#include "base/time.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace debrief::connectors::slack_export {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

Workspace workspace() {
  Workspace workspace;
  EXPECT_THAT(add_directory(workspace, "x/users.json",
                            R"([{"id":"U1","name":"ana","profile":{"real_name":"Ana","display_name":""}},
                                {"id":"U2","name":"ben","profile":{"real_name":"Ben B","display_name":"Ben"}},
                                {"id":"U3","name":"caro"}, 7])"),
              IsEmpty());
  EXPECT_THAT(add_directory(workspace, "channels.json", R"([{"id":"C1","name":"inc-1","members":[]}])"), IsEmpty());
  EXPECT_THAT(add_directory(workspace, "dms.json", R"([{"id":"D1","members":["U1","U2"]}])"), IsEmpty());
  name_conversations(workspace);
  return workspace;
}

domain::Reading read_messages(std::string_view json, std::string name = "inc-1/2023-01-27.json") {
  return read_day(json, {std::move(name), std::nullopt, std::nullopt}, workspace());
}

struct MarkupCase {
  std::string_view markup;
  std::string_view text;
};
class Markup : public testing::TestWithParam<MarkupCase> {};
TEST_P(Markup, BecomesPlainText) {
  EXPECT_EQ(plain_text(GetParam().markup, workspace()), GetParam().text);
}

INSTANTIATE_TEST_SUITE_P(
    Forms, Markup,
    testing::Values(MarkupCase{"hi <@U2>", "hi @Ben"}, MarkupCase{"<@U9|x.y>?", "@x.y?"}, MarkupCase{"<@U9>", "@U9"},
                    MarkupCase{"see <#C1|inc-1> and <#C1>", "see #inc-1 and #inc-1"}, MarkupCase{"<#C7|old>", "#old"},
                    MarkupCase{"<http://x/y|label>", "label (http://x/y)"}, MarkupCase{"<https://x/y>", "https://x/y"},
                    MarkupCase{"<http://x.com|x.com>", "http://x.com"}, MarkupCase{"<mailto:a@b.c|a@b.c>", "a@b.c"},
                    MarkupCase{"<!here> <!channel>", "@here @channel"}, MarkupCase{"<!subteam^S1|@oncall>", "@oncall"},
                    MarkupCase{"<!date^1392734382^{date_num}|18 Feb>", "18 Feb"},
                    MarkupCase{"a &lt; b &amp;&amp; c &gt; d", "a < b && c > d"}, MarkupCase{"&amp;lt;", "&lt;"},
                    MarkupCase{"x < y", "x < y"}, MarkupCase{"<>", "<>"}, MarkupCase{"<", "<"},
                    MarkupCase{"<<<@U2>", "<<@Ben"}, MarkupCase{"a <b\nc> d", "a <b\nc> d"}));

TEST(SlackDay, ReadsMessagesWithNamesAndTimes) {
  const auto reading = read_messages(R"([
    {"type":"message","user":"U1","text":"hi <@U2>","ts":"1674834600.123456"},
    {"type":"message","subtype":"bot_message","username":"Pager","bot_id":"B1","text":"","ts":"1674834601.000100",
     "attachments":[{"fallback":"f","title":"5xx","text":"over 5 %"}]},
    {"type":"message","user":"U9","user_profile":{"real_name":"Zoe"},"text":"x","ts":"1674834602.000000"}])");
  ASSERT_EQ(reading.entries.size(), 3U);
  const auto& first = reading.entries[0];
  EXPECT_EQ(to_rfc3339(first.occurred_at), "2023-01-27T15:50:00.123456Z");
  EXPECT_EQ(first.text, "hi @Ben");
  EXPECT_EQ(first.actor, "Ana");
  EXPECT_EQ(first.kind, "message");
  EXPECT_EQ(first.origin, "Slack export, #inc-1");
  EXPECT_EQ(first.locator, "message 1");
  EXPECT_EQ(first.original_time, "1674834600.123456");
  EXPECT_EQ(reading.entries[1].actor, "Pager");
  EXPECT_EQ(reading.entries[1].text, "5xx\nover 5 %");
  EXPECT_EQ(reading.entries[2].actor, "Zoe");
  EXPECT_THAT(reading.unread, IsEmpty());
}

TEST(SlackDay, MarksRepliesEditsAndKeyMoments) {
  const auto reading = read_messages(R"([
    {"type":"message","user":"U1","text":"root","ts":"1674834600.000000","thread_ts":"1674834600.000000",
     "reactions":[{"name":"pushpin","users":["U2"],"count":1}]},
    {"type":"message","user":"U2","text":"reply","ts":"1674834700.000000","thread_ts":"1674834600.000000",
     "edited":{"user":"U2","ts":"1674834800.000000"},"reactions":[{"name":"thumbsup"},{"name":"fire::skin-tone-2"}]},
    {"type":"message","user":"U2","text":"pinned","ts":"1674834701.000000","pinned_to":["C1"]},
    {"type":"message","user":"U2","text":"plain","ts":"1674834702.000000","reactions":[{"name":"eyes"}]}])");
  ASSERT_EQ(reading.entries.size(), 4U);
  EXPECT_EQ(reading.entries[0].origin, "Slack export, #inc-1");
  EXPECT_EQ(reading.entries[1].origin, "Slack export, #inc-1, thread");
  EXPECT_THAT(reading.entries[1].locator, HasSubstr("thread of 1674834600.000000"));
  EXPECT_EQ(reading.entries[1].time_note, "the text was edited at 2023-01-27T15:53:20Z");
  std::vector<bool> key;
  for (const auto& entry : reading.entries) key.push_back(entry.key_moment);
  EXPECT_THAT(key, ElementsAre(true, true, true, false));
}

TEST(SlackDay, TellsOfChangesAndRemovals) {
  const auto reading = read_messages(R"([
    {"type":"message","subtype":"message_changed","ts":"1674834700.000000",
     "message":{"user":"U1","text":"new","ts":"1674834600.000000"},"original":{"text":"old"}},
    {"type":"message","subtype":"message_deleted","ts":"1674834800.000000",
     "original":{"user":"U2","text":"said too early","ts":"1674834650.000000"}},
    {"type":"message","subtype":"tombstone","text":"This message was deleted.","ts":"1674834660.000000"}])");
  ASSERT_EQ(reading.entries.size(), 2U);
  EXPECT_EQ(reading.entries[0].text, "changed an earlier message to: new\n(before: old)");
  EXPECT_EQ(reading.entries[0].actor, "Ana");
  EXPECT_EQ(reading.entries[1].text, "said too early");
  EXPECT_EQ(to_rfc3339(reading.entries[1].occurred_at), "2023-01-27T15:50:50Z");
  EXPECT_EQ(reading.entries[1].time_note, "deleted in Slack at 2023-01-27T15:53:20Z");
  ASSERT_EQ(reading.unread.size(), 1U);
  EXPECT_THAT(reading.unread[0].reason, HasSubstr("deleted in Slack before the export"));
}

TEST(SlackDay, CountsJoinsAndNamesFiles) {
  const auto reading = read_messages(R"([
    {"type":"message","subtype":"channel_join","user":"U1","text":"<@U1> has joined","ts":"1674834600.000000"},
    {"type":"message","subtype":"group_leave","user":"U1","text":"<@U1> has left","ts":"1674834601.000000"},
    {"type":"message","user":"U1","text":"look","files":[{"name":"graph.png"},{"mode":"tombstone"}],"ts":"1674834602.000000"}])");
  ASSERT_EQ(reading.entries.size(), 1U);
  EXPECT_EQ(reading.entries[0].text, "look\n[file: graph.png]\n[file, deleted]");
  ASSERT_EQ(reading.unread.size(), 1U);
  EXPECT_THAT(reading.unread[0].reason, HasSubstr("left out: 2 messages about people"));
}

TEST(SlackDay, ListsWhatItCannotRead) {
  const auto reading =
      read_messages(R"([1, {"type":"message","text":"no time"}, {"type":"message","ts":"soon","text":"x"},
    {"type":"message","ts":"1674834600.000000","text":null}, {"type":"event","ts":"1674834600.000000"},
    {"type":"message","ts":["1"],"text":"x"}, {"type":"message","ts":"1674834600.000001","user":7,"text":"kept"},
    {"type":"message","ts":"-1674834600.000001","text":"x"}])");
  ASSERT_EQ(reading.entries.size(), 1U);
  EXPECT_EQ(reading.entries[0].text, "kept");
  EXPECT_FALSE(reading.entries[0].actor);
  EXPECT_EQ(reading.unread.size(), 7U);
  EXPECT_EQ(reading.unread[0].locator, "message 1");
}

TEST(SlackDay, TellsAMessageOnceThatWasAlsoSentToTheChannel) {
  EXPECT_EQ(read_messages(R"([{"type":"message","user":"U1","text":"a","ts":"1674834600.000000"},
    {"type":"message","subtype":"thread_broadcast","user":"U1","text":"a","ts":"1674834600.000000"}])")
                .entries.size(),
            1U);
}

TEST(SlackDay, ReadsTextOfBlocks) {
  const auto reading = read_messages(R"([{"type":"message","ts":"1674834600.000000","bot_profile":{"name":"Deploys"},
    "text":"","blocks":[{"type":"section","text":{"type":"mrkdwn","text":"*v2* is live"},
      "fields":[{"type":"mrkdwn","text":"by <@U1>"}]}]}])");
  ASSERT_EQ(reading.entries.size(), 1U);
  EXPECT_EQ(reading.entries[0].text, "*v2* is live\nby @Ana");
  EXPECT_EQ(reading.entries[0].actor, "Deploys");
}

TEST(SlackDay, NamesDirectMessages) {
  EXPECT_EQ(
      read_messages(R"([{"type":"message","user":"U1","text":"a","ts":"1674834600.000000"}])", "D1/2023-01-27.json")
          .entries.at(0)
          .origin,
      "Slack export, direct message of @Ana, @Ben");
}

TEST(SlackText, ReadsLongLinksInLinearTime) {
  const std::string address(2'000'000, 'a');
  const std::string label = std::string(1'000'000, 'a') + "b";
  EXPECT_EQ(plain_text("<" + address + "|" + label + ">", {}), label + " (" + address + ")");
}

TEST(SlackWorkspace, KeepsIdsWhenADirectoryIsDamaged) {
  Workspace workspace;
  EXPECT_EQ(add_directory(workspace, "users.json", "[{\"id\":").size(), 1U);
  EXPECT_EQ(add_directory(workspace, "users.json", "{}").size(), 1U);
  EXPECT_EQ(add_directory(workspace, "users.json", std::string_view("\0\1", 2)).size(), 1U);
}

TEST(SlackFiles, AreKnownByTheirNames) {
  EXPECT_TRUE(is_day("export/inc-1/2024-01-31.json"));
  EXPECT_FALSE(is_day("2024-01-31.json"));
  EXPECT_FALSE(is_day("inc-1/2024-1-31.json"));
  EXPECT_TRUE(is_directory("org_users.json"));
  EXPECT_FALSE(is_directory("people.json"));
}

}  // namespace
}  // namespace debrief::connectors::slack_export
