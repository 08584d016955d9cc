// SPDX-License-Identifier: Apache-2.0
#include "features/lookup/query.hpp"

#include "base/time.hpp"

#include <gtest/gtest.h>

namespace debrief::features::lookup {
namespace {

std::string match(std::string_view text) {
  return to_match(parse(text)->parts);
}

TEST(LookupQuery, WantsAllWordsInAnyForm) {
  EXPECT_EQ(match("timeouts pool "), "((\"timeout\"*) AND (\"pool\"*))");
  EXPECT_EQ(match("retrying x "), "(((\"retrying\" OR \"retri\"*)) AND (\"x\"))");
}

TEST(LookupQuery, LetsTheLastWordBeUnfinished) {
  EXPECT_EQ(match("pool conn"), "((\"pool\"*) AND (\"conn\"*))");
  EXPECT_EQ(match("pool \"closed by"), "((\"pool\"*) AND (\"closed by\"))");
}

TEST(LookupQuery, WaitsForTheSecondLetterOfTheLastWord) {
  EXPECT_EQ(match("pool c"), "((\"pool\"*))");
  EXPECT_EQ(match("pool OR c"), "((\"pool\"*))");
  EXPECT_EQ(match("pool c "), "((\"pool\"*) AND (\"c\"))") << "a whole word";
  EXPECT_EQ(match("-pool c"), "((\"c\")) NOT \"pool\"*") << "nothing else is wanted";
  EXPECT_EQ(match("c"), "((\"c\"))");
  EXPECT_EQ(match("pool é"), "((\"pool\"*) AND (\"é\"*))");
}

TEST(LookupQuery, KnowsOperators) {
  EXPECT_EQ(match("pool OR socket -retry "), "((\"pool\"* OR \"socket\"*)) NOT (\"retry\" OR \"retri\"*)");
  const auto wanted =
      parse("kind:action kind:runbook service:checkout severity:SEV1 in:INC-42 after:2026-03 before:2026-10-01 pool");
  ASSERT_TRUE(wanted);
  EXPECT_EQ(wanted->kinds, (std::vector{Kind::action, Kind::runbook}));
  EXPECT_EQ(wanted->service, "checkout");
  EXPECT_EQ(wanted->severity, "sev1");
  EXPECT_EQ(wanted->incident, 42);
  EXPECT_EQ(to_rfc3339(*wanted->after), "2026-03-01T00:00:00Z");
  EXPECT_EQ(to_rfc3339(*wanted->before), "2026-10-01T00:00:00Z");
  EXPECT_EQ(wanted->parts.size(), 1U);
  EXPECT_EQ(parse("service:\"order desk\"")->service, "order desk");
}

TEST(LookupQuery, SaysWhatAnOperatorTakes) {
  EXPECT_EQ(parse("after:soon").error().code, ErrorCode::invalid);
  EXPECT_EQ(parse("kind:poem").error().code, ErrorCode::invalid);
  EXPECT_EQ(parse("in:INC").error().code, ErrorCode::invalid);
}

TEST(LookupQuery, TakesAnythingElseForWords) {
  EXPECT_EQ(match("http://x.example/a?b=1 "), "((\"http://x.example/a?b=1\"))");
  EXPECT_EQ(match("a\"b"), "((\"ab\"*))");
  EXPECT_EQ(match("OR"), "");
  EXPECT_EQ(match("-x"), "");
  EXPECT_EQ(match("* ( ) \" - :"), "");
  EXPECT_EQ(match("NEAR(a b) AND"), "((\"near(a\") AND (\"b)\") AND (\"and\"*))");
  EXPECT_EQ(parse(std::string(10'000, 'a'))->parts[0].text.size(), 200U);
}

}  // namespace
}  // namespace debrief::features::lookup
