// SPDX-License-Identifier: Apache-2.0
// What CodeMirror itself answers is compared in tests/changeset; here stand the rules that one should know by heart.
#include "changeset/change_set.hpp"

#include "changeset/utf16.hpp"

#include <gtest/gtest.h>

#include <stdexcept>

namespace debrief::changeset {
namespace {

ChangeSet read(std::string_view text) {
  return *read_change_set(*json::parse(text));
}

std::string applied(std::string_view changes, std::string_view text) {
  std::u16string units = to_utf16(text);
  read(changes).apply_to(units);
  return to_utf8(units);
}

TEST(ChangeSet, AppliesItsSections) {
  EXPECT_EQ(applied(R"([2,[2,"X","Y"],3,[0,"🙂"],2,[1],2])", "0123456789ab"), "01X\nY456🙂78ab");
  EXPECT_EQ(applied(R"([[0,"first"]])", ""), "first");
  EXPECT_EQ(applied("[]", ""), "");
  EXPECT_EQ(applied(R"([[2,"a"],[0,"",""]])", "🙂"), "a\n");
}

TEST(ChangeSet, AppliesManySectionsAsFew) {
  std::string text(20, 'x');
  std::string changes = "[";
  for (int i = 0; i < 10; ++i) changes += std::string(i > 0 ? "," : "") + "1,[1,\"yz\"]";
  std::string expected;
  for (int i = 0; i < 10; ++i) expected += "xyz";
  EXPECT_EQ(applied(changes + "]", text), expected);
}

TEST(ChangeSet, IsPrintedAsItIsRead) {
  for (const char* text :
       {R"([2,[2,"X","Y"],3,[0,"🙂"],2,[1],2])", "[]", "[5]", R"([[0,"\u0001\"\\",""]])", R"([1,[0,"ä"],[3]])"})
    EXPECT_EQ(to_json_text(read(text)), text);
}

TEST(ChangeSet, RefusesWhatIsNone) {
  for (const char* text :
       {"{}", "7", "[-1]", "[1.5]", "[[]]", "[[\"x\"]]", "[[1,2]]", "[0]", "[[0]]", R"([[0,""]])", R"([[0,"a\nb"]])",
        R"([[0,"a\rb"]])", R"([[0,"\u0000"]])", "[99999999999]", "[null]", "[[1,null]]"})
    EXPECT_FALSE(read_change_set(*json::parse(text))) << text;
}

TEST(ChangeSet, RefusesHalfACharacter) {
  EXPECT_FALSE(json::parse(R"([[0,"\ud83d"]])")) << "JSON text holds whole characters only";
  EXPECT_FALSE(check(read("[1,[1]]"), u"🙂"));
  EXPECT_FALSE(check(read(R"([1,[0,"x"],1])"), u"🙂"));
  EXPECT_TRUE(check(read(R"([2,[0,"x"]])"), u"🙂"));
  EXPECT_FALSE(check(read("[3]"), u"🙂"));
}

TEST(ChangeSet, ComposesToTheSameText) {
  const ChangeSet first = read(R"([1,[2,"xyz"],2])");
  const ChangeSet second = read(R"([2,[3],[0,"!"],1])");
  std::u16string stepwise = u"abcde";
  first.apply_to(stepwise);
  second.apply_to(stepwise);
  std::u16string at_once = u"abcde";
  first.compose(second).apply_to(at_once);
  EXPECT_EQ(at_once, stepwise);
  EXPECT_EQ(compose_all({first, second}), first.compose(second));
}

TEST(ChangeSet, OrdersInsertionsAtOnePlace) {
  const ChangeSet mine = read(R"([1,[0,"mine"],1])");
  const ChangeSet theirs = read(R"([1,[0,"theirs"],1])");
  EXPECT_EQ(to_json_text(mine.map(theirs)), R"([7,[0,"mine"],1])");
  EXPECT_EQ(to_json_text(mine.map(theirs, true)), R"([1,[0,"mine"],7])");
}

TEST(ChangeSet, KeepsWhatIsTypedIntoDeletedText) {
  const ChangeSet typed = read(R"([2,[0,"new"],2])");
  EXPECT_EQ(to_json_text(typed.map(read("[1,[2],1]"))), R"([1,[0,"new"],1])");
}

TEST(ChangeSet, RefusesToCombineWhatDoesNotFit) {
  EXPECT_THROW(static_cast<void>(read("[3]").compose(read("[4]"))), std::invalid_argument);
  EXPECT_THROW(static_cast<void>(read("[3]").map(read("[4]"))), std::invalid_argument);
  std::u16string text = u"ab";
  EXPECT_THROW(read("[3]").apply_to(text), std::invalid_argument);
}

TEST(ChangeSet, MapsPositions) {
  const ChangeSet change = read(R"([2,[0,"abc"],2,[2],1])");
  EXPECT_EQ(change.map_position(2, Side::before), 2U);
  EXPECT_EQ(change.map_position(2, Side::after), 5U);
  EXPECT_EQ(change.map_position(5, Side::before), 7U) << "inside of what is deleted";
  EXPECT_EQ(change.map_position(7, Side::before), 8U);
  EXPECT_THROW(static_cast<void>(change.map_position(8, Side::before)), std::invalid_argument);
}

TEST(ChangeSet, CountsBytes) {
  EXPECT_EQ(growth(read(R"([2,[1,"🙂"]])"), u"🙂ä"), 2);
  EXPECT_EQ(growth(read("[[2],1]"), u"🙂ä"), -4);
}

TEST(Utf16, GoesThereAndBack) {
  const std::string text = "a ä € 🙂 \xF4\x8F\xBF\xBF \xEF\xBF\xBD.";
  EXPECT_EQ(to_utf8(to_utf16(text)), text);
  EXPECT_EQ(utf8_size(to_utf16(text)), text.size());
  EXPECT_EQ(to_utf16("🙂").size(), 2U);
}

TEST(Utf16, ReplacesWhatIsBroken) {
  for (const char* bytes : {"\xFF", "\xC0\x80", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\xE2\x82", "\xE2\x82x"})
    EXPECT_EQ(to_utf16(bytes).substr(0, 1), u"\uFFFD") << testing::PrintToString(bytes);
  EXPECT_EQ(to_utf16("\xE2\x28x"), u"\uFFFD(x");
  EXPECT_EQ(to_utf8(std::u16string(1, char16_t{0xD83D})), "\xEF\xBF\xBD");
}

TEST(Utf16, KnowsTextsOfDocuments) {
  EXPECT_TRUE(is_document_text(u"a\nb🙂\t"));
  EXPECT_FALSE(is_document_text(u"a\r\nb"));
  EXPECT_FALSE(is_document_text(std::u16string(1, u'\0')));
  EXPECT_FALSE(is_document_text(std::u16string(1, char16_t{0xDC00})));
  EXPECT_EQ(with_line_feeds("a\r\nb\rc\n\r\n\r"), "a\nb\nc\n\n\n");
}

}  // namespace
}  // namespace debrief::changeset
