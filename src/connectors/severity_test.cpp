// SPDX-License-Identifier: Apache-2.0
#include "connectors/severity.hpp"

#include <gtest/gtest.h>

namespace debrief::connectors {
namespace {

TEST(Severity, IsFoundAsPeopleWriteIt) {
  EXPECT_EQ(find_severity("Checkout down (SEV-2)"), "sev2");
  EXPECT_EQ(find_severity("sev 1!"), "sev1");
  EXPECT_EQ(find_severity("**Severity:** 3"), "sev3");
  EXPECT_EQ(find_severity("Severity: SEV-4"), "sev4");
  EXPECT_EQ(find_severity("SEV-2 at first, then SEV1"), "sev1");
  for (const char* text : {"", "SEV-0", "SEV-6", "SEV-12", "seven 2", "7sev1", "severity: high", "several 3"})
    EXPECT_FALSE(find_severity(text)) << text;
}

TEST(Severity, TheWorseOneCounts) {
  EXPECT_EQ(worse("sev2", "sev1"), "sev1");
  EXPECT_EQ(worse(std::nullopt, "sev5"), "sev5");
  EXPECT_FALSE(worse(std::nullopt, std::nullopt));
}

}  // namespace
}  // namespace debrief::connectors
