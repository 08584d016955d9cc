// SPDX-License-Identifier: Apache-2.0
#include "print/printable.hpp"

#include "base/text.hpp"

#include <gtest/gtest.h>

namespace debrief::print {
namespace {

TEST(Printable, ReplacesNoncharactersOnly) {
  using namespace std::string_literals;
  EXPECT_EQ(printable("a\0b"s), "a b");
  EXPECT_EQ(printable("\uFFFE|\uFFFF|\uFDD0|\uFDEF"), "\uFFFD|\uFFFD|\uFFFD|\uFFFD");
  EXPECT_EQ(printable("\U0001FFFE\U0010FFFF"), "\U0010FFFD\U0010FFFD");
  for (const std::string text : {"plain", "ä€😀", "\uFFFD", "\uFDF0", "\uFDCF", "\U0001F9FE", "\U0010FFFD"})
    EXPECT_EQ(printable(text), text);
}

}  // namespace
}  // namespace debrief::print
