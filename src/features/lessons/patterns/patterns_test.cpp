// SPDX-License-Identifier: Apache-2.0
#include "features/lessons/patterns/patterns.hpp"
#include "features/lessons/patterns/cluster.hpp"
#include "features/lessons/patterns/cues.hpp"
#include "features/lessons/patterns/suggest.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace debrief::features::lessons {
namespace {

constexpr std::int64_t kDay = std::int64_t{24} * 3600 * 1'000'000;
constexpr std::int64_t kMarch = std::int64_t{1'772'323'200} * 1'000'000;  // 2026-03-01

Case of(std::int64_t incident, std::int64_t day, std::vector<std::string> signals, const std::string& text = "") {
  Lesson lesson;
  lesson.incident = incident;
  lesson.title = text;
  lesson.terms = std::move(signals);
  lesson.occurred_at = {kMarch + day * kDay};
  return case_of(lesson);
}

Lesson told(std::int64_t incident, std::int64_t day, std::vector<std::string> signals, std::string title,
            std::string body = "") {
  Lesson lesson;
  lesson.incident = incident;
  lesson.title = std::move(title);
  lesson.body = std::move(body);
  lesson.terms = std::move(signals);
  lesson.occurred_at = {kMarch + day * kDay};
  return lesson;
}

std::vector<Pattern> patterns_of(const std::vector<Lesson>& lessons, Words words = {}) {
  std::vector<Comparable> cases;
  for (const Lesson& lesson : lessons) cases.push_back(comparable_of(lesson, {}, words));
  return find_patterns(std::move(cases), words);
}

TEST(Cluster, JoinsWhatIsNear) {
  const std::vector<double> places{0, 0.1, 5, 5.2, 5.1, 20};
  const auto groups = cluster(
      places.size(),
      [&](std::size_t a, std::size_t b) { return static_cast<float>(1 / (1 + std::abs(places[a] - places[b]))); },
      0.5F);
  EXPECT_EQ(groups, (std::vector<std::vector<std::size_t>>{{0, 1}, {2, 3, 4}}));
  EXPECT_TRUE(cluster(
                  0, [](auto, auto) { return 1.0F; }, 0.5F)
                  .empty());
  EXPECT_EQ(cluster(
                3, [](auto, auto) { return 1.0F; }, 0.5F)
                .size(),
            1U);
}

TEST(Cues, FindWhatATextSaysInSoManyWords) {
  const auto found = read_cues("Checkout down: expired certificate",
                               "Nobody was alerted. Root cause: the certificate expired unnoticed.");
  ASSERT_FALSE(found.empty());
  const auto has = [&](std::string_view kind) {
    return std::any_of(found.begin(), found.end(),
                       [&](const auto& cue) { return cue.kind == kind && cue.score > 0.3; });
  };
  EXPECT_TRUE(has("trigger.certificate"));
  EXPECT_TRUE(has("technical.network"));
  EXPECT_FALSE(has("trigger.storage"));
  EXPECT_TRUE(read_cues("", "").empty());
  EXPECT_TRUE(read_cues("", "debugging abridged").empty()) << "parts of words are no words";
  EXPECT_EQ(trigger_name("trigger.storage"), "Full disk");
}

TEST(Patterns, GroupWhatSharesSignalsAndNameItByItsWords) {
  std::vector<Lesson> lessons;
  for (int i = 0; i < 4; ++i)
    lessons.push_back(told(10 + i, i * 20, {"alert:TlsExpiry", "service:edge"}, "Certificate of the edge expired"));
  for (int i = 0; i < 3; ++i) lessons.push_back(told(20 + i, i * 9, {"alert:DiskFull"}, "Archive volume without space"));
  lessons.push_back(told(30, 1, {"service:other"}, "Something else entirely"));
  const auto patterns = patterns_of(lessons);
  ASSERT_EQ(patterns.size(), 2U);
  EXPECT_EQ(patterns[0].id, "p10");
  EXPECT_EQ(patterns[0].incidents, (std::vector<std::int64_t>{10, 11, 12, 13}));
  EXPECT_EQ(patterns[0].name, "certificate · edge · expired");
  EXPECT_EQ(times_in_words(patterns[0].times), "the fourth time since March 2026");
  std::reverse(lessons.begin(), lessons.end());
  EXPECT_EQ(patterns_of(lessons)[0].incidents, patterns[0].incidents) << "whatever the order";
}

TEST(Patterns, AreNotNamedByWhatIsSaidEverywhereOrByPeople) {
  constexpr auto kMessage = "We are currently investigating elevated errors and will provide another update shortly.\n";
  std::vector<Lesson> lessons;
  Words words;
  words.add_person("Ada Quill");
  for (int i = 0; i < 6; ++i)
    lessons.push_back(told(10 + i, i, {"service:edge", "error:E1"}, "Outage " + std::to_string(i),
                           std::string(kMessage) + "12:4" + std::to_string(i) +
                               " frobnicator pinged\nAuthor: Grace Hopper\nThe mirror ran out of inodes, said Quill.\n"));
  for (int i = 0; i < 6; ++i)
    lessons.push_back(told(20 + i, i, {"service:api"}, "Report " + std::to_string(i), kMessage));
  for (int i = 0; i < 6; ++i) lessons.push_back(told(30 + i, i, {"service:web" + std::to_string(i)}, "Quiet day"));
  const auto patterns = patterns_of(lessons, words);
  ASSERT_EQ(patterns.size(), 1U) << "what is alike by a passage of a status page only is no pattern";
  EXPECT_EQ(patterns[0].incidents.front(), 10);
  for (const std::string& word : patterns[0].words)
    for (const char* other : {"investigating", "elevated", "update", "frobnicator", "grace", "hopper", "ada", "quill"})
      EXPECT_NE(word, other);
}

TEST(Patterns, AreNamedByWhatTextsAreAboutAndNotByWaysOfTelling) {
  std::vector<Lesson> lessons;
  for (int i = 0; i < 3; ++i)
    lessons.push_back(told(10 + i, i * 20, {"alert:Full"}, "Report: disk full on db104" + std::to_string(i / 2),
                           "Furthermore patience was needed. T88692 says that memcached swapped; memcached was moved from db1040.\n"));
  for (int i = 0; i < 3; ++i)
    lessons.push_back(told(20 + i, i * 9, {"alert:Login"}, "Report: login refused", "Nobody was let in.\n"));
  const auto patterns = patterns_of(lessons);
  ASSERT_EQ(patterns.size(), 2U);
  EXPECT_EQ(patterns[0].words, (std::vector<std::string>{"disk", "full", "memcached"}))
      << "no identifiers, no form of titles, and of the text what it says again";
  EXPECT_EQ(patterns[1].words, (std::vector<std::string>{"login", "refused"}));
}

TEST(Boilerplate, LeavesWhatATextSaysItself) {
  Words words;
  Boilerplate boilerplate;
  std::vector<std::vector<WordNumber>> texts;
  for (const char* what : {"disk", "clock", "cable"})
    texts.push_back(words.read("This incident has been resolved, thank you for waiting.\nBroken " + std::string(what), 1000));
  for (const auto& text : texts) boilerplate.add(text);
  const auto own = boilerplate.own_words(texts[1], 3);
  ASSERT_EQ(own.size(), 2U);
  EXPECT_EQ(words.surface(own[0]), "broken");
  EXPECT_EQ(words.surface(own[1]), "clock");
  EXPECT_GT(boilerplate.own_words(texts[1], 4).size(), 2U);
}

TEST(Recurrences, CountEachIncidentOnceAndFindWhatFollows) {
  std::vector<Case> cases;
  for (int i = 0; i < 5; ++i) {
    cases.push_back(of(100 + i, i * 60, {"service:db"}));
    cases.push_back(of(200 + i, i * 60 + 2, {"service:cache"}));
  }
  cases.push_back(of(300, 3, {"service:once"}));
  const auto recurrences = find_recurrences(cases);
  ASSERT_EQ(recurrences.size(), 2U);
  EXPECT_EQ(recurrences[0].incidents.size(), 5U);
  const auto sequences = find_sequences(recurrences);
  ASSERT_EQ(sequences.size(), 1U);
  EXPECT_EQ(sequences[0].before, "service:db");
  EXPECT_EQ(sequences[0].after, "service:cache");
  EXPECT_EQ(sequences[0].times, 5);
}

TEST(Suggestions, SayWhyAndLeaveOutWhatIsNamed) {
  const std::vector<domain::FactorKind> kinds{{"technical.capacity", "Technical", "Capacity and load", ""},
                                              {"process.testing", "Process", "Testing and review", ""}};
  domain::Factor theirs;
  theirs.kind = "process.testing";
  theirs.title = "No load test";
  const auto found =
      suggest_factors("Database overloaded", "It ran out of connections because the disk was full: overloaded.",
                      {{7, 0.9, {theirs}}}, {}, kinds, 5);
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(found[0].kind.id, "technical.capacity");
  EXPECT_NE(found[0].reasons[0].text.find("overloaded"), std::string::npos);
  EXPECT_EQ(found[1].reasons[0].text, "INC-7, which resembles it, had “No load test”");
  for (const auto& suggestion : found) {
    double sum = 0;
    for (const auto& reason : suggestion.reasons) sum += reason.score;
    EXPECT_NEAR(sum, suggestion.score, 1e-9);
  }
  theirs.kind = "technical.capacity";
  EXPECT_EQ(suggest_factors("Database overloaded", "overloaded", {}, {theirs}, kinds, 5).size(), 0U);
}

}  // namespace
}  // namespace debrief::features::lessons
