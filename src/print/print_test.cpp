// SPDX-License-Identifier: Apache-2.0
#include "print/print.hpp"

#include "base/json.hpp"
#include "base/markdown.hpp"
#include "base/testing_markdown.hpp"
#include "base/time.hpp"
#include "print/testing_pdf.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <ctime>
#include <regex>

namespace debrief::print {
namespace {

using testing::ask;
using testing::words_of;

Document sample(std::string markdown) {
  Document document;
  document.title = "Checkout returns 502";
  document.kind = "Postmortem INC-42";
  document.facts = {{"Severity", "SEV2"}, {"Started", "2026-11-23 10:31 UTC"}};
  document.markdown = std::move(markdown);
  document.sources_title = "Cited timeline entries";
  document.sources = {{"entry-3", "T1", "2026-11-23 10:31 UTC", "config 4711 rolled out", "CI"}};
  document.imprint = "Exported from Debrief";
  document.author = "Ana";
  document.created_at = document.changed_at = *parse_rfc3339("2026-11-23T12:30:00Z");
  return document;
}

std::string printed(const Document& document) {
  const auto pdf = print_pdf(document);
  EXPECT_TRUE(pdf) << (pdf ? "" : pdf.error().message);
  return pdf ? *pdf : std::string();
}

std::size_t count(const std::string& text, const std::string& word) {
  const auto words = words_of(text);
  return static_cast<std::size_t>(std::count(words.begin(), words.end(), word));
}

TEST(Print, GivesTheSameBytesForTheSameDocument) {
  const Document document = sample("## One\n\nText [T1](#entry-3).\n\n## Two\n\n## Three\n");
  EXPECT_EQ(printed(document), printed(document));
}

TEST(Print, HoldsTheWordsOfTheText) {
  const std::string markdown =
      "## Summary\n\nOrders *failed* after `config 4711` was rolled out; the pool of payment_gateway filled up within "
      "three minutes, and nobody could have seen that before.\n\n- first\n- second\n\n> quoted\n\n"
      "| a | b |\n|---|---|\n| one | two |\n\n```\ncode x = 1;\n```\n";
  const auto text = ask("pdftotext", printed(sample(markdown)));
  if (!text) GTEST_SKIP() << "pdftotext of poppler-utils is not there";
  std::vector<std::string> found = words_of(*text);
  for (const std::string& word : words_of(plain_text(markdown)))
    EXPECT_NE(std::find(found.begin(), found.end(), word), found.end()) << word;
  for (const std::string word : {"SEV2", "Severity", "rolled", "T1", "Exported"})
    EXPECT_GT(count(*text, word), 0U) << word;
}

TEST(Print, LinksContentsCitationsAndAddresses) {
  const std::string pdf =
      printed(sample("## One\n\n[T1](#entry-3) [out](https://example.org/a?b=(c)) [two](#two) [no](#nowhere) "
                     "[rel](../x)\n\n## Two\n\n### Three\n"));
  const auto places = ask("pdfinfo -dests", pdf);
  if (!places) GTEST_SKIP() << "pdfinfo of poppler-utils is not there";
  EXPECT_EQ(count(*places, "XYZ"), 5U) << "three headings, the list of sources, one source\n" << *places;
  EXPECT_NE(ask("pdfinfo -url", pdf)->find("https://example.org/a?b=%28c%29"), std::string::npos);
  std::size_t links = 0;
  for (std::size_t at = pdf.find("/Subtype /Link"); at != std::string::npos; at = pdf.find("/Subtype /Link", at + 1))
    ++links;
  EXPECT_EQ(links, 7U) << "four lines of the contents, three links in the text";
  EXPECT_NE(pdf.find("/Outlines"), std::string::npos);
}

TEST(Print, ShowsATitleThatTheTextRepeatsOnce) {
  const auto text = ask("pdftotext", printed(sample("# Checkout returns 502\n\ntext\n")));
  if (!text) GTEST_SKIP() << "pdftotext of poppler-utils is not there";
  EXPECT_EQ(count(*text, "502"), 1U) << *text;
}

TEST(Print, TellsWhatItIs) {
  const auto told = ask("pdfinfo", printed(sample("text")));
  if (!told) GTEST_SKIP() << "pdfinfo of poppler-utils is not there";
  for (const std::string line : {"Checkout returns 502", "Ana", "Debrief", "A4"})
    EXPECT_NE(told->find(line), std::string::npos) << line << "\n" << *told;
  Document letter = sample("text");
  letter.paper = Paper::letter;
  EXPECT_NE(ask("pdfinfo", printed(letter))->find("612 x 792"), std::string::npos);
}

TEST(Print, NumbersPagesAndRepeatsTheHeadersOfTables) {
  std::string table = "| When | What |\n|---|---|\n";
  for (int i = 0; i < 120; ++i) table += "| 10:31 | row" + std::to_string(i) + " |\n";
  const std::string pdf = printed(sample(table));
  const auto text = ask("pdftotext", pdf);
  if (!text) GTEST_SKIP() << "pdftotext of poppler-utils is not there";
  const auto pages = static_cast<std::size_t>(std::count(text->begin(), text->end(), '\f'));
  EXPECT_GE(pages, 3U);
  EXPECT_EQ(count(*text, "When"), pages);
  for (int i = 0; i < 120; ++i) EXPECT_EQ(count(*text, "row" + std::to_string(i)), 1U) << i;
  EXPECT_TRUE(std::regex_search(*text, std::regex("2 ?/ ?" + std::to_string(pages)))) << *text;
}

TEST(Print, ShapesTextFromRightToLeft) {
  const auto text = ask("pdftotext", printed(sample("مرحبا بالعالم\n\nשלום עולם\n")));
  if (!text) GTEST_SKIP() << "pdftotext of poppler-utils is not there";
  EXPECT_NE(text->find("שלום"), std::string::npos) << *text;
}

TEST(Print, DrawsFiguresAndPassesOverDamagedPictures) {
  using namespace std::string_literals;
  Document document = sample("![chart](figure) ![broken](png) ![cut](jpeg) ![huge](bomb)\n");
  bool drawn = false;
  document.find_image = [&](std::string_view address) -> std::optional<Image> {
    if (address == "figure")
      return Figure{80, [&](Canvas& canvas, double width, double height) {
                      drawn = true;
                      canvas.fill_rectangle({0, 0}, width, height, {1, 0, 0});
                      canvas.draw_text({width / 2, 20}, "drawntext", 9, {}, Anchor::middle);
                    }};
    if (address == "png") return Picture{"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x05\0\0\0\x05garbage garbage garbage"s};
    if (address == "bomb") return Picture{"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x7f\0\0\0\x7f\0\x08\x06\0\0\0garbage"s};
    return Picture{"\xFF\xD8\xFF\xC0\0\x11\x08\0\x10\0\x10\x03garbage garbage"s};
  };
  const std::string pdf = printed(document);
  EXPECT_TRUE(drawn);
  const auto text = ask("pdftotext", pdf);
  if (!text) GTEST_SKIP() << "pdftotext of poppler-utils is not there";
  for (const std::string word : {"drawntext", "chart", "broken", "cut", "huge"})
    EXPECT_EQ(count(*text, word), 1U) << word;
}

TEST(Print, RefusesMoreThanItsLimits) {
  std::string markdown;
  for (int i = 0; i < 200; ++i) markdown += "# Heading\n\ntext\n\n";
  const auto pages = print_pdf(sample(markdown), {.pages = 3});
  ASSERT_FALSE(pages);
  EXPECT_EQ(pages.error().code, ErrorCode::too_large);
  EXPECT_FALSE(print_pdf(sample(markdown), {.seconds = 0}));
  EXPECT_FALSE(print_pdf(sample(markdown), {.bytes = 1000}));
}

TEST(Print, SurvivesNaughtyStrings) {
  const auto suite = debrief::testing::read_shared("suites/blns/blns.json");
  if (!suite) GTEST_SKIP() << "suites/blns is not there: set DEBRIEF_SHARED";
  const json::value strings = json::parse(*suite).value();
  Document document = sample("");
  for (const json::value& one : strings.as_array()) {
    const std::string text(one.as_string());
    document.title = document.author = document.kind = document.standing = document.imprint = text;
    document.facts = {{text, text}};
    document.sources = {{text, text, text, text, text}};
    document.markdown = "# " + text + "\n\n" + text + "\n\n[" + text + "](" + text + ")\n\n```\n" + text + "\n```\n";
    EXPECT_TRUE(printed(document).starts_with("%PDF-")) << text;
  }
}

TEST(Print, SurvivesBytesThatAreNoText) {
  std::string bytes;
  for (int i = 0; i < 256; ++i) bytes += static_cast<char>(i);
  Document document = sample(bytes);
  document.title = bytes;
  document.facts = {{bytes, bytes}};
  EXPECT_TRUE(printed(document).starts_with("%PDF-"));
  EXPECT_TRUE(printed({}).starts_with("%PDF-")) << "nothing at all";
}

TEST(Print, StaysFastOnHostileText) {
  const auto repeat = [](std::string_view piece, std::size_t times) {
    std::string text;
    for (std::size_t i = 0; i < times; ++i) text += piece;
    return text;
  };
  printed(sample("the fonts are read once"));
  for (const std::string& text :
       {repeat("[", 50'000), repeat("![", 50'000), repeat("> ", 50'000) + "x", repeat("*a **b ", 20'000),
        repeat("`a``b```", 5'000), repeat("&#", 20'000), repeat("- ", 50'000), repeat("~~a", 10'000),
        repeat("a", 50'000), repeat("a|", 4'000) + "\n" + repeat("-|", 4'000) + "\n" + repeat("a\n", 2'500),
        repeat("[a](https://b.c) ", 5'000), repeat("| a |", 500) + "\n" + repeat("|-", 500) + "\n",
        repeat("http://a.b/(", 10'000)}) {
    const std::clock_t begin = std::clock();
    (void)print_pdf(sample(text));
    const double seconds = static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
    EXPECT_LT(seconds, 4) << text.substr(0, 20) << " (1 s without sanitizers)";
  }
}

}  // namespace
}  // namespace debrief::print
