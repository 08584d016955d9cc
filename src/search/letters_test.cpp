// SPDX-License-Identifier: Apache-2.0
#include "search/letters.hpp"

#include <gtest/gtest.h>

namespace debrief::search {
namespace {

std::string folded(std::string_view text) {
  std::string result;
  while (!text.empty()) {
    const Character c = decode(text);
    if (class_of(c.code) != CharClass::ignored) append_folded(result, c.code);
    text.remove_prefix(c.length);
  }
  return result;
}

TEST(Letters, FoldsLatinGreekAndCyrillic) {
  EXPECT_EQ(folded("Crème BRÛLÉE"), "creme brulee");
  EXPECT_EQ(folded("STRASSE Straße"), "strasse strasse");
  EXPECT_EQ(folded("Łódź ŻÓŁW Øresund Þór Œuvre"), "lodz zolw oresund thor oeuvre");
  EXPECT_EQ(folded("ΣΊΣΥΦΟΣ Σίσυφος"), "σισυφοσ σισυφοσ");
  EXPECT_EQ(folded("ПОЁМ поем ЂУРЂЕВ"), "поем поем ђурђев");
  EXPECT_EQ(folded("ＡＢＣ１２"), "abc12");
  EXPECT_EQ(folded("e\xCC\x81t\xC2\xAD" "e"), "ete");
}

TEST(Letters, ClassesCharacters) {
  EXPECT_EQ(class_of('a'), CharClass::lower);
  EXPECT_EQ(class_of(U'É'), CharClass::upper);
  EXPECT_EQ(class_of(U'é'), CharClass::lower);
  EXPECT_EQ(class_of(U'Ж'), CharClass::upper);
  EXPECT_EQ(class_of(U'Ω'), CharClass::upper);
  EXPECT_EQ(class_of('7'), CharClass::digit);
  EXPECT_EQ(class_of(U'障'), CharClass::wide);
  EXPECT_EQ(class_of(U'カ'), CharClass::wide);
  EXPECT_EQ(class_of(U'한'), CharClass::lower);
  EXPECT_EQ(class_of(0x301), CharClass::ignored);
  for (const char32_t code : {U' ', U'×', U'“', U'—', U'…', U'€', U'→', U'。', U'🔥', U'\uFFFD'})
    EXPECT_EQ(class_of(code), CharClass::separator) << static_cast<unsigned>(code);
}

TEST(Letters, DecodesWhatIsNotUtf8AsOneBrokenByte) {
  for (const std::string_view text : {"\x80", "\xC0\x80", "\xE2\x82", "\xED\xA0\x80", "\xF5\x80\x80\x80", "\xFF"}) {
    const Character c = decode(text);
    EXPECT_EQ(c.code, char32_t{0xFFFD});
    EXPECT_EQ(c.length, 1U);
  }
  EXPECT_EQ(decode("\xF0\x9F\x94\xA5").code, char32_t{0x1F525});
}

}  // namespace
}  // namespace debrief::search
