// SPDX-License-Identifier: Apache-2.0
#include "app/presence.hpp"

#include <gtest/gtest.h>

namespace debrief::app {
namespace {

using Names = std::vector<std::string>;

TEST(Presence, TellsWhoIsInARoom) {
  Presence presence;
  const Instant now{1'000'000'000};
  EXPECT_EQ(presence.place(1, "Ana", 7), std::set<std::int64_t>{7});
  EXPECT_EQ(presence.place(2, "Bo", 7), std::set<std::int64_t>{7});
  EXPECT_EQ(presence.place(3, "Ana", 7), std::set<std::int64_t>{7});
  EXPECT_TRUE(presence.place(3, "Ana", 7).empty()) << "nothing is new";
  EXPECT_EQ(presence.everywhere(7, now), (Names{"Ana", "Bo"}));
  EXPECT_EQ(presence.place(2, "Bo", 8), (std::set<std::int64_t>{7, 8}));
  EXPECT_EQ(presence.place(1, "Ana", 0), std::set<std::int64_t>{7});
  EXPECT_EQ(presence.everywhere(7, now), Names{"Ana"}) << "her other browser";
}

TEST(Presence, BelievesOtherServersForAWhile) {
  Presence presence;
  Instant now{1'000'000'000};
  EXPECT_TRUE(presence.hear({"other", 7, {"Cy"}}, now));
  EXPECT_FALSE(presence.hear({"other", 7, {"Cy"}}, now));
  EXPECT_EQ(presence.everywhere(7, now), Names{"Cy"});
  EXPECT_TRUE(presence.here(7).empty());
  EXPECT_TRUE(presence.everywhere(7, now + std::chrono::minutes(2)).empty());
  EXPECT_TRUE(presence.hear({"other", 7, {}}, now));
  EXPECT_TRUE(presence.everywhere(7, now).empty());
}

TEST(Presence, ReadsWhatIsSaid) {
  std::int64_t incident = 5;
  EXPECT_TRUE(Presence::read_here(R"({"here":7})", incident));
  EXPECT_EQ(incident, 7);
  EXPECT_TRUE(Presence::read_here(R"({"here":null})", incident));
  EXPECT_EQ(incident, 0);
  EXPECT_TRUE(Presence::read_here(R"({"here":-1})", incident));
  EXPECT_EQ(incident, 0);
  EXPECT_FALSE(Presence::read_here("here", incident));
  EXPECT_FALSE(Presence::read_here("[7]", incident));
  Presence::Said said;
  ASSERT_TRUE(Presence::read(Presence::write({"a", 7, {"Ana", "Bo"}}), said));
  EXPECT_EQ(said.people, (Names{"Ana", "Bo"}));
  EXPECT_FALSE(Presence::read(R"({"server":"a","incident":0,"people":[]})", said));
  EXPECT_EQ(presence_message(7, {"Ana"}), R"({"presence":{"incident":7,"people":["Ana"]}})");
}

TEST(Presence, SaysNoMoreThanOneNoticeTakes) {
  Presence::Said said{"other", 7, std::vector<std::string>(200, std::string(100, 'x'))};
  const std::string text = Presence::write(said);
  EXPECT_LE(text.size(), Presence::kMostSaid);
  ASSERT_TRUE(Presence::read(text, said)) << "it is whole all the same";
  EXPECT_GT(said.people.size(), 50U);
  EXPECT_EQ(Presence::write({"other", 7, {}}), R"({"server":"other","incident":7,"people":[]})");
}

}  // namespace
}  // namespace debrief::app
