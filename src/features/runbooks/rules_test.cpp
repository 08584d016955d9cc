// SPDX-License-Identifier: Apache-2.0
#include "features/runbooks/rules.hpp"

#include <gtest/gtest.h>

#include <string>

namespace debrief::features::runbooks {
namespace {

domain::RunbookQuestion question() {
  return {{"CheckoutErrorRateHigh", "NodeDown"}, {"checkout"}, "Orders wait: Timeout acquiring connection from pool"};
}

TEST(Rules, MatchGlobs) {
  EXPECT_TRUE(matches_glob("Checkout*", "CheckoutErrorRateHigh"));
  EXPECT_TRUE(matches_glob("*rate*", "CheckoutErrorRateHigh"));
  EXPECT_TRUE(matches_glob("Node?own", "nodedown"));
  EXPECT_TRUE(matches_glob("*", ""));
  EXPECT_TRUE(matches_glob("a*b*c", "aXbXbc"));
  EXPECT_FALSE(matches_glob("Checkout", "CheckoutErrorRateHigh"));
  EXPECT_FALSE(matches_glob("?", ""));
  EXPECT_FALSE(matches_glob(std::string(100, '*') + "b", std::string(5000, 'a')));
}

TEST(Rules, HoldWhenAllThatIsSetHolds) {
  const auto both = fit({{{"Checkout*"}, {"checkout"}, "timeout|refused"}}, {}, question());
  ASSERT_TRUE(both);
  EXPECT_EQ(both->reasons, (std::vector<std::string>{"alert CheckoutErrorRateHigh matches Checkout*", "it says “Timeout”",
                                                     "service checkout"}));
  EXPECT_FALSE(fit({{{"Checkout*"}, {"search"}, ""}}, {}, question()));
  EXPECT_FALSE(fit({{{"Other"}, {}, ""}}, {"search"}, question()));
}

TEST(Rules, GiveWayToTheBest) {
  const auto found = fit({{{}, {"checkout"}, ""}, {{"nodedown"}, {}, ""}}, {"checkout"}, question());
  ASSERT_TRUE(found);
  EXPECT_EQ(found->reasons, (std::vector<std::string>{"alert NodeDown", "service checkout"}));
  const auto own = fit({}, {"Checkout"}, question());
  ASSERT_TRUE(own);
  EXPECT_LT(own->score, found->score);
}

TEST(Rules, AreReadStrictly) {
  const auto rule = read_rule(json::parse(R"({"alerts":[" A* ",""],"words":"a|b"})").value(), "/rules/0");
  ASSERT_TRUE(rule);
  EXPECT_EQ(rule->alerts, std::vector<std::string>{"A*"});
  EXPECT_EQ(read_rule(json::parse(R"x({"words":"("})x").value(), "/rules/0").error().field, "/rules/0/words");
  EXPECT_EQ(read_rule(json::parse(R"({"alerts":[]})").value(), "/rules/0").error().field, "/rules/0");
  EXPECT_EQ(read_rule(json::parse(R"({"alert":[]})").value(), "/rules/0").error().field, "/rules/0/alert");
  EXPECT_EQ(read_rule(json::parse(R"x({"words":"(((a{1000}){1000}))"})x").value(), "").error().code, ErrorCode::invalid);
}

}  // namespace
}  // namespace debrief::features::runbooks
