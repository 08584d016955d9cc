// SPDX-License-Identifier: Apache-2.0
#include "logs/compare/describe.hpp"

#include <gtest/gtest.h>

namespace debrief::logs {
namespace {

Finding example(FindingKind kind) {
  Finding finding;
  finding.kind = kind;
  finding.template_id = 7;
  finding.template_text = "lost connection to <host>";
  finding.source = "api.log";
  finding.from_ns = 1'700'000'000'000'000'000;
  finding.until_ns = finding.from_ns + 90'000'000'000;
  finding.count = 1'204;
  finding.baseline_count = 12;
  finding.per_minute = 42;
  finding.baseline_per_minute = 3;
  finding.change.log2_ratio = 3.807;
  finding.baseline = "before";
  return finding;
}

TEST(Describe, SaysEachKindInOneSentence) {
  EXPECT_EQ(
      describe(example(FindingKind::new_template)),
      "“lost connection to <host>” in api.log is new: it came 1,204 times, first at 22:13:20 UTC, and never before.");
  EXPECT_EQ(describe(example(FindingKind::vanished_template)),
            "“lost connection to <host>” in api.log no longer came; it came 12 times before, 3 a minute.");
  EXPECT_EQ(
      describe(example(FindingKind::rate_up)),
      "“lost connection to <host>” in api.log came more often: 42 a minute instead of 3 (before: 14 times as often).");
  EXPECT_EQ(describe(example(FindingKind::burst)),
            "“lost connection to <host>” in api.log came 1,204 times within 1 min 30 s from 22:13:20 UTC on, as never "
            "within such a time before.");
  Finding down = example(FindingKind::rate_down);
  down.per_minute = 0.5;
  down.change.log2_ratio = -2.585;
  EXPECT_EQ(describe(down),
            "“lost connection to <host>” in api.log came less often: 0.5 a minute instead of 3 (before: 6 times less "
            "often).");
}

TEST(Describe, SpeaksOfSourcesByName) {
  Finding silence = example(FindingKind::silence);
  silence.template_id = 0;
  EXPECT_EQ(describe(silence),
            "api.log was silent for 1 min 30 s from 22:13:20 UTC on, when 12 lines were to be expected.");
  Finding change = example(FindingKind::change_point);
  change.template_id = 0;
  EXPECT_EQ(describe(change),
            "From 22:13:20 UTC on api.log wrote more lines than before: 42 a minute instead of 3 (before: 14 times as "
            "often).");
}

TEST(Describe, CutsLongTemplatesAndMendsBadText) {
  Finding finding = example(FindingKind::rate_up);
  finding.template_text = std::string(1'000, 'x') + "\xff";
  EXPECT_LT(describe(finding).size(), 320U);
}

TEST(Describe, WritesNumbersForPeople) {
  EXPECT_EQ(describe_number(0), "0");
  EXPECT_EQ(describe_number(0.034), "0.034");
  EXPECT_EQ(describe_number(2.5), "2.5");
  EXPECT_EQ(describe_number(999), "999");
  EXPECT_EQ(describe_number(1'234'567), "1,234,567");
  EXPECT_EQ(describe_number(-1'234), "-1,234");
}

}  // namespace
}  // namespace debrief::logs
