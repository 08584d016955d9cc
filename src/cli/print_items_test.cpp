// SPDX-License-Identifier: Apache-2.0
#include "cli/print_items.hpp"

#include "cli/terminal.hpp"

#include <gtest/gtest.h>

namespace debrief::cli {
namespace {

struct Printed {
  int code = 0;
  std::string out, err;
};

Printed printed(const Result<json::object>& page, bool json) {
  testing::internal::CaptureStdout();
  testing::internal::CaptureStderr();
  const auto line_of = [](const json::object& item) { return "- " + std::string(json::text_at(item, "name")); };
  const int code = print_items(page, json, line_of, "There is none.");
  return {code, testing::internal::GetCapturedStdout(), testing::internal::GetCapturedStderr()};
}

TEST(PrintItems, PrintsALineForEach) {
  const json::object page{{"items", {{{"name", "a"}}, {{"name", "b"}}}}};
  EXPECT_EQ(printed(page, false).out, "- a\n- b\n");
  EXPECT_EQ(printed(page, false).err, "");
  EXPECT_EQ(printed(page, true).out, R"({"items":[{"name":"a"},{"name":"b"}]})"
                                     "\n");
}

TEST(PrintItems, SaysThatThereIsNoneWhereDataDoesNotGo) {
  const json::object page{{"items", json::array()}};
  EXPECT_EQ(printed(page, false).out, "");
  EXPECT_EQ(printed(page, false).err, "There is none.\n");
  EXPECT_EQ(printed(page, false).code, kDone);
}

TEST(PrintItems, FailsWhereThePageDidNotCome) {
  const Printed nothing = printed(not_found("there is no such page"), true);
  EXPECT_EQ(nothing.code, kFailed);
  EXPECT_EQ(nothing.out, "");
  EXPECT_NE(nothing.err.find("there is no such page"), std::string::npos);
}

}  // namespace
}  // namespace debrief::cli
