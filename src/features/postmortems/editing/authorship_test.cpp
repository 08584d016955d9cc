// SPDX-License-Identifier: Apache-2.0
#include "features/postmortems/editing/authorship.hpp"

#include <gtest/gtest.h>

#include <random>

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

// Against one author for each unit.
TEST(AuthorshipOfAText, FollowsRandomChanges) {
  std::mt19937 random(11);
  const std::vector<std::string> names{"Ana", "Bo", "Cy"};
  for (int round = 0; round < 300; ++round) {
    std::vector<std::string> units(random() % 30, "Ana");
    Authorship spans = written_by(units.size(), "Ana");
    for (int edit = 0; edit < 30; ++edit) {
      const std::string& author = names[random() % names.size()];
      changeset::ChangeSet change(std::vector<changeset::Section>{});
      std::vector<std::string> next;
      for (std::size_t at = 0; at < units.size() || random() % 3 == 0;) {
        const std::size_t length = std::min<std::size_t>(random() % 6, units.size() - at);
        if (random() % 2 == 0) {
          change.keep(length);
          next.insert(next.end(), units.begin() + static_cast<std::ptrdiff_t>(at),
                      units.begin() + static_cast<std::ptrdiff_t>(at + length));
        } else {
          const std::size_t inserted = random() % 4;
          change.replace(length, std::u16string(inserted, u'x'));
          next.insert(next.end(), inserted, author);
        }
        at += length;
      }
      spans = after(std::move(spans), change, author);
      units = std::move(next);
      Authorship expected;
      for (const std::string& unit : units)
        if (!expected.empty() && expected.back().author == unit) ++expected.back().length;
        else expected.push_back({1, unit});
      ASSERT_EQ(spans, expected) << round << ", " << edit;
    }
  }
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
