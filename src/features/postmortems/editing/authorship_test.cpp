// SPDX-License-Identifier: Apache-2.0
#include "features/postmortems/editing/authorship.hpp"

#include <gtest/gtest.h>

namespace debrief::features::postmortems::editing {
namespace {

changeset::ChangeSet read(std::string_view text) {
  return *changeset::read_change_set(*json::parse(text));
}

TEST(AuthorshipOfAText, FollowsItsChanges) {
  Authorship spans = written_by(10, "Ana");
  spans = after(spans, read(R"([4,[2,"new"],4])"), "Bo");
  EXPECT_EQ(spans, (Authorship{{4, "Ana"}, {3, "Bo"}, {4, "Ana"}}));
  spans = after(spans, read(R"([3,[3],1,[0,"!"],4])"), "Cy");
  EXPECT_EQ(spans, (Authorship{{3, "Ana"}, {1, "Bo"}, {1, "Cy"}, {4, "Ana"}}));
  EXPECT_EQ(after(spans, read("[4,[1],4]"), "Ana"), (Authorship{{3, "Ana"}, {1, "Bo"}, {4, "Ana"}}));
  EXPECT_TRUE(after(spans, read("[[9]]"), "Ana").empty());
  EXPECT_TRUE(written_by(0, "Ana").empty());
}

TEST(AuthorshipOfAText, IsReadAsItIsWritten) {
  const Authorship spans{{4, "Ana \"A\""}, {1, "Bo"}};
  EXPECT_EQ(authorship_from(to_text(spans), 5), spans);
  EXPECT_TRUE(authorship_from(to_text(spans), 6).empty()) << "of another text";
  for (const char* broken : {"", "{}", "[1]", "[[1]]", R"([["a",1]])", R"([[9,"a"]])", R"([[-5,"a"],[10,"b"]])"})
    EXPECT_TRUE(authorship_from(broken, 5).empty()) << broken;
}

}  // namespace
}  // namespace debrief::features::postmortems::editing
