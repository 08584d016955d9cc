// SPDX-License-Identifier: Apache-2.0
#include "features/status/course.hpp"

#include "base/time.hpp"
#include "features/status/public_page.hpp"
#include "features/status/zip.hpp"

#include <gtest/gtest.h>

namespace debrief::features::status {
namespace {

using std::chrono::hours;
using std::chrono::minutes;

Instant at(std::string_view text) { return *parse_rfc3339(text); }
const Instant kNow = at("2026-11-23T12:00:00Z");

Page shop() {
  Page page;
  page.id = "p";
  page.slug = "shop";
  page.name = "Shop";
  page.zone = "Europe/Berlin";
  page.components = {{"pay", "Shop", "Paying", "", {"checkout-api"}}, {"find", "Shop", "Search", "", {}}};
  page.since = at("2026-09-01T00:00:00Z");
  return page;
}

Post said(Stage stage, std::string_view when, std::vector<Affected> affected = {}) {
  Post post;
  post.id = std::string(to_text(stage)) + std::string(when);
  post.stage = stage;
  post.text = "Words of *" + post.id + "*";
  post.at = at(when);
  post.affected = std::move(affected);
  return post;
}

Entry incident(std::vector<Post> posts) {
  Entry entry;
  entry.id = "e1";
  entry.page = "p";
  entry.incident = 4711;
  entry.title = "Orders fail";
  entry.posts = std::move(posts);
  return entry;
}

Entry maintenance(Instant from, Instant until) {
  Entry entry = incident({said(Stage::scheduled, "2026-11-20T09:00:00Z", {{"pay", "Paying", Health::maintenance}})});
  entry.id = "m1";
  entry.maintenance = true;
  entry.title = "New database";
  entry.starts_at = from;
  entry.ends_at = until;
  return entry;
}

TEST(StatusCourse, LastsUntilItIsResolved) {
  Entry entry = incident({said(Stage::investigating, "2026-11-23T09:00:00Z", {{"pay", "Paying", Health::major_outage}}),
                          said(Stage::identified, "2026-11-23T10:00:00Z", {{"pay", "Paying", Health::partial_outage}})});
  EXPECT_EQ(health_at({entry}, "pay", kNow), Health::partial_outage);
  EXPECT_EQ(health_at({entry}, "find", kNow), Health::operational);
  EXPECT_FALSE(ended_at(entry, kNow));
  entry.posts.push_back(said(Stage::resolved, "2026-11-23T11:00:00Z"));
  EXPECT_EQ(ended_at(entry, kNow), at("2026-11-23T11:00:00Z"));
  EXPECT_EQ(health_at({entry}, "pay", kNow), Health::operational);
}

TEST(StatusCourse, KeepsPlansUnlessSomebodySaysOtherwise) {
  Entry entry = maintenance(kNow + hours(1), kNow + hours(3));
  EXPECT_EQ(stage_at(entry, kNow), Stage::scheduled);
  EXPECT_EQ(health_at({entry}, "pay", kNow), Health::operational);
  EXPECT_EQ(stage_at(entry, kNow + hours(2)), Stage::in_progress);
  EXPECT_EQ(health_at({entry}, "pay", kNow + hours(2)), Health::maintenance);
  EXPECT_EQ(stage_at(entry, kNow + hours(3)), Stage::completed);
  EXPECT_EQ(ended_at(entry, kNow + hours(9)), kNow + hours(3));
  entry.posts.push_back(said(Stage::in_progress, "2026-11-23T15:30:00Z", {{"pay", "Paying", Health::maintenance}}));
  EXPECT_EQ(stage_at(entry, kNow + hours(4)), Stage::in_progress) << "it takes longer, somebody said";
}

TEST(StatusUptime, CountsEachMomentOnceWithTheWorstState) {
  Entry one = incident({said(Stage::investigating, "2026-11-22T10:00:00Z", {{"pay", "Paying", Health::major_outage}}),
                        said(Stage::monitoring, "2026-11-22T11:00:00Z", {{"pay", "Paying", Health::degraded}}), said(Stage::resolved, "2026-11-22T13:00:00Z")});
  Entry two = incident({said(Stage::investigating, "2026-11-22T10:30:00Z", {{"pay", "Paying", Health::partial_outage}}), said(Stage::resolved, "2026-11-22T11:30:00Z")});
  two.id = "e2";
  const Uptime uptime = uptime_of(shop(), {one, two}, "pay", kNow, 10);
  ASSERT_EQ(uptime.days.size(), 10U);
  const Day& day = uptime.days[8];
  EXPECT_EQ(day.date, "2026-11-22");
  EXPECT_EQ(day.worst, Health::major_outage);
  EXPECT_EQ(day.major, Micros(minutes(60)));
  EXPECT_EQ(day.partial, Micros(minutes(30)));
  EXPECT_EQ(day.entries.size(), 2U);
  const double known = 9 * 24.0 + 13;  // hours: nine days, and today since midnight in Berlin
  EXPECT_NEAR(*uptime.share, 1 - 1.5 / known, 1e-9);
  EXPECT_DOUBLE_EQ(*uptime_of(shop(), {one, two}, "find", kNow, 10).share, 1.0);
}

TEST(StatusUptime, KnowsNothingOfTheTimeBefore) {
  Page page = shop();
  page.since = at("2026-11-22T12:00:00Z");
  const Uptime uptime = uptime_of(page, {}, "pay", kNow, 10);
  EXPECT_FALSE(uptime.days[7].known);
  EXPECT_TRUE(uptime.days[8].known);
  page.since = kNow;
  EXPECT_FALSE(uptime_of(page, {}, "pay", kNow, 10).share);
}

TEST(StatusUptime, HasDaysOfTheZone) {
  // Half past eleven at night in UTC is the next day in Berlin.
  const Entry entry = incident({said(Stage::investigating, "2026-11-21T23:30:00Z", {{"pay", "Paying", Health::major_outage}}), said(Stage::resolved, "2026-11-21T23:45:00Z")});
  const Uptime uptime = uptime_of(shop(), {entry}, "pay", kNow, 3);
  EXPECT_EQ(uptime.days[0].worst, Health::operational);
  EXPECT_EQ(uptime.days[1].worst, Health::major_outage);
  EXPECT_EQ(time_in_words(at("2026-11-21T23:30:00Z"), "Europe/Berlin"), "22 Nov 2026, 00:30");
  EXPECT_EQ(month_in_words("2026-11"), "November 2026");
}

PublicView view_with(std::vector<Entry> entries) { return {shop(), std::move(entries), kNow}; }

TEST(StatusPublicPage, TellsInOneSentence) {
  EXPECT_EQ(sentence_of(view_with({})), "Everything works.");
  EXPECT_EQ(sentence_of(view_with({incident({said(Stage::investigating, "2026-11-23T09:00:00Z", {{"pay", "Paying", Health::major_outage}})})})), "Major outage: Paying.");
  EXPECT_EQ(sentence_of(view_with({incident({said(Stage::investigating, "2026-11-23T09:00:00Z")})})), "There is an incident: Orders fail.");
}

TEST(StatusPublicPage, EscapesAndTellsNothingFromInside) {
  Entry entry = incident({said(Stage::investigating, "2026-11-23T09:00:00Z", {{"pay", "<Pay>", Health::major_outage}})});
  entry.title = "<script>alert(1)</script>";
  entry.posts.front().by = "Bo Berg";
  entry.posts.front().text = "See ![x](https://tracker.example/p.png) <b>now</b>";
  entry.created_by = "Bo Berg";
  const PublicView view = view_with({entry});
  for (const bool files : {false, true})
    for (const std::string& name : list_public_files(view)) {
      const auto file = find_public_file(view, {files, "https://status.example", true}, name);
      ASSERT_TRUE(file) << name;
      for (const char* inside : {"<script", "<b>", "Bo Berg", "4711", "checkout-api", "<img"}) {
        if (name == "summary.json" && std::string_view(inside).starts_with("<")) continue;  // JSON is no HTML
        EXPECT_EQ(file->text.find(inside), std::string::npos) << name << " holds " << inside;
      }
    }
  EXPECT_FALSE(find_public_file(view, {}, "history-2020-01.html"));
  EXPECT_FALSE(find_public_file(view, {}, "incident-other.html"));
  EXPECT_FALSE(find_public_file(view, {}, "../index.html"));
}

TEST(StatusPublicPage, AsFilesLinksFilesOnly) {
  const PublicView view = view_with({incident({said(Stage::investigating, "2026-11-23T09:00:00Z")})});
  const auto names = list_public_files(view);
  for (const std::string& name : names) {
    if (!name.ends_with(".html")) continue;
    const std::string text = find_public_file(view, {true, "", false}, name)->text;
    EXPECT_EQ(text.find("href=\"/"), std::string::npos) << name;
    EXPECT_EQ(text.find("<form"), std::string::npos) << name;
  }
}

TEST(StatusZip, HoldsTheFiles) {
  const std::string zip = zip_of("status-shop", {{"index.html", "text/html", "hello"}, {"feed.atom", "", "x"}}, kNow);
  EXPECT_EQ(zip.substr(0, 4), "PK\x03\x04");
  EXPECT_NE(zip.find("status-shop/index.htmlhello"), std::string::npos);
  // CRC-32 of "hello", little-endian.
  EXPECT_EQ(zip.substr(14, 4), "\x86\xA6\x10\x36");
}

}  // namespace
}  // namespace debrief::features::status
