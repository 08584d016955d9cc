// SPDX-License-Identifier: Apache-2.0
#include "domain/told.hpp"

#include <gtest/gtest.h>

#include <string>

namespace debrief::domain {
namespace {

TEST(Told, KnowsDeeds) {
  for (const char* text : {"Rollback of the config push starts", "Checkout pods are restarted; errors stop", "On-call turns them off",
                           "Alias is switched back to products-v6", "We rolled back", "Failed over to the replica"})
    EXPECT_TRUE(tells_of_a_deed(text)) << text;
  for (const char* text : {"Error rate back to normal", "A dashboard shows 300 requests waiting", "First orders fail",
                           "Rotation of the internal authority, as planned", "Share of empty results is back to normal", ""})
    EXPECT_FALSE(tells_of_a_deed(text)) << text;
}

TEST(Told, KnowsThoughts) {
  EXPECT_TRUE(tells_of_a_thought("Hypothesis: the payment provider is slow"));
  EXPECT_TRUE(tells_of_a_thought("On-call suspects the new synonyms"));
  EXPECT_TRUE(tells_of_a_thought("sees the database at 12 % load and rules it out"));
  EXPECT_FALSE(tells_of_a_thought("The database is at 12 % load"));
}

TEST(Told, KnowsAlerts) {
  EXPECT_TRUE(tells_of_an_alert("Alert CheckoutErrorRateHigh fires"));
  EXPECT_TRUE(tells_of_an_alert("Ana was paged"));
  EXPECT_FALSE(tells_of_an_alert("Nobody had an alert for that"));
  EXPECT_FALSE(tells_of_an_alert("The page loads slowly"));
}

TEST(Told, TakesLongLinesInTheirTime) { EXPECT_FALSE(tells_of_a_deed(std::string(1'000'000, 'a'))); }

}  // namespace
}  // namespace debrief::domain
