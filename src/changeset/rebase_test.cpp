// SPDX-License-Identifier: Apache-2.0
#include "changeset/rebase.hpp"

#include <gtest/gtest.h>

namespace debrief::changeset {
namespace {

ChangeSet changes_of(std::string_view text) {
  return *read_change_set(*json::parse(text));
}

std::vector<std::string> texts(const std::vector<Update>& updates) {
  std::vector<std::string> all;
  for (const Update& update : updates) all.push_back(std::to_string(update.seq) + " " + to_json_text(update.changes));
  return all;
}

using Texts = std::vector<std::string>;

TEST(Rebase, MovesUpdatesOverNewerOnes) {
  const std::vector<Update> mine{{"a", 1, changes_of(R"([3,[0,"x"]])")}, {"a", 2, changes_of(R"([4,[0,"y"]])")}};
  const std::vector<Update> over{{"b", 1, changes_of(R"([[0,"12"],3])")}};
  EXPECT_EQ(texts(rebase_updates(mine, over)), (Texts{R"(1 [5,[0,"x"]])", R"(2 [6,[0,"y"]])"}));
}

TEST(Rebase, LeavesOutWhatIsAcceptedAlready) {
  const std::vector<Update> mine{{"a", 1, changes_of(R"([3,[0,"x"]])")}, {"a", 2, changes_of(R"([4,[0,"y"]])")}};
  const std::vector<Update> over{
      {"b", 7, changes_of(R"([[0,"1"],3])")}, {"a", 1, changes_of(R"([4,[0,"x"]])")}, {"b", 8, changes_of(R"([[0,"0"],5])")}};
  EXPECT_EQ(texts(rebase_updates(mine, over)), (Texts{R"(2 [6,[0,"y"]])"}));
  EXPECT_TRUE(rebase_updates({mine[0]}, over).empty());
}

// A client that hears first of the deletion and then of the insertion has put its own text behind the other one.
// Over the composition of both it would come to stand before it.
TEST(Rebase, GoesStepByStep) {
  const ChangeSet deletes = changes_of("[[1]]");
  const ChangeSet inserts = changes_of(R"([[0,"b"]])");
  const std::vector<Update> mine{{"a", 1, changes_of(R"([[0,"mine"],1])")}};
  EXPECT_EQ(texts(rebase_updates(mine, {{"b", 1, deletes}, {"b", 2, inserts}})), (Texts{R"(1 [1,[0,"mine"]])"}));
  EXPECT_EQ(to_json_text(mine[0].changes.map(deletes.compose(inserts))), R"([[0,"mine"],1])");
}

}  // namespace
}  // namespace debrief::changeset
