// SPDX-License-Identifier: Apache-2.0
// The rendering against the public suites: CommonMark's examples and DOMPurify's payloads.
#include "base/html_entities.hpp"
#include "base/json.hpp"
#include "base/markdown.hpp"
#include "base/text.hpp"

#include <gtest/gtest.h>
#include <array>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <optional>
#include <regex>
#include <set>
#include <sstream>

namespace debrief {
namespace {

std::filesystem::path shared(std::string_view path) {
  const char* configured = std::getenv("DEBRIEF_SHARED");
  const std::filesystem::path root = configured != nullptr ? configured : DEBRIEF_SOURCE_DIR "/../shared";
  return root / path;
}

std::optional<json::value> read_suite(std::string_view path) {
  std::ifstream file(shared(path), std::ios::binary);
  if (!file) return std::nullopt;
  std::stringstream text;
  text << file.rdbuf();
  return json::parse(text.str()).value();
}

std::string decode(std::string_view text) {
  std::string decoded;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const std::size_t end = text[i] == '&' ? text.find(';', i) : std::string_view::npos;
    const auto entity = end == std::string_view::npos ? std::nullopt : find_entity(text.substr(i, end - i + 1));
    if (entity) decoded += *entity, i = end;
    else decoded += text[i];
  }
  return decoded;
}

// Markup and text told apart, references decoded, what we add to CommonMark's HTML removed.
std::string normalise(std::string html) {
  html = std::regex_replace(html, std::regex(R"( rel="nofollow noopener"| id="section-[^"]*")"), "");
  // White space between blocks means nothing, as in the suite's own normaliser.
  html =
      std::regex_replace(html, std::regex(R"(\s*(</?(ul|ol|li|p|pre|h[1-6]|blockquote|hr|table)\b[^>]*>)\s*)"), "$1");
  std::string normal;
  std::string_view rest = html;
  while (!rest.empty()) {
    const std::size_t open = rest.find('<');
    normal += decode(rest.substr(0, open));
    if (open == std::string_view::npos) break;
    const std::size_t close = std::min(rest.find('>', open), rest.size() - 1);
    normal += "\x01" + decode(rest.substr(open + 1, close - open - 1)) + "\x02";
    rest.remove_prefix(close + 1);
  }
  return normal;
}

std::size_t count(const std::string& text, std::string_view part) {
  std::size_t found = 0;
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++found;
  return found;
}

// Why our HTML is meant to differ from CommonMark's; empty when it is not.
std::string_view reason_to_differ(const std::string& markdown, const std::string& expected, const std::string& ours) {
  static const std::regex tag(R"(<(?!(https?|mailto|[a-z][a-z0-9+.-]+):)[A-Za-z/!?])");
  static const std::regex foreign_scheme(R"((href|src)="(?!(https?|mailto):)[A-Za-z][A-Za-z0-9+.-]*:)",
                                         std::regex::icase);
  static const std::regex hard_colon(R"((href|src)="[^"/?#]*:)");
  if (std::regex_search(markdown, tag)) return "raw HTML is shown as text";
  if (std::regex_search(expected, foreign_scheme) || std::regex_search(expected, hard_colon))
    return "scheme is not allowed";
  if (count(ours, "<a ") > count(expected, "<a ")) return "bare addresses become links";
  if (std::regex_search(ours, std::regex("&(?!amp|lt|gt|quot)[A-Za-z]+;")))
    return "rare entities are left to the browser";
  // md4c 0.4.8 follows CommonMark 0.30; since 0.31 symbols count as punctuation.
  if (std::regex_search(markdown, std::regex("£|€"))) return "CommonMark 0.31";
  return "";
}

TEST(MarkdownSuite, AgreesWithCommonMark) {
  const auto suite = read_suite("suites/commonmark/spec.json");
  if (!suite) GTEST_SKIP() << "suites/commonmark is not there: set DEBRIEF_SHARED";
  std::map<std::string_view, int> differing;
  int same = 0, unexplained = 0;
  for (const json::value& example : suite->as_array()) {
    const std::string markdown(json::text_at(example.as_object(), "markdown"));
    const std::string expected(json::text_at(example.as_object(), "html"));
    const std::string ours = render_html(markdown);
    if (normalise(ours) == normalise(expected)) {
      ++same;
      continue;
    }
    const std::string_view reason = reason_to_differ(markdown, expected, ours);
    if (!reason.empty()) ++differing[reason];
    else if (++unexplained > 0)
      std::cout << "DIFFERS " << markdown << "\nwant " << expected << "\nhave " << ours << "\n";
  }
  for (const auto& [reason, times] : differing) std::cout << times << " differ: " << reason << "\n";
  std::cout << same << " the same, " << unexplained << " differ without a rule\n";
  EXPECT_EQ(unexplained, 0);
  EXPECT_GE(same, 550);
}

// Every tag and attribute that the emitter can write. Anything else in the output came from the input.
void expect_harmless(const std::string& html, const std::string& source) {
  static const std::set<std::string> tags{"p",  "h1",  "h2",    "h3",    "h4",    "h5",    "h6", "blockquote", "ul",
                                          "ol", "li",  "hr",    "br",    "pre",   "code",  "em", "strong",     "del",
                                          "a",  "img", "input", "table", "thead", "tbody", "tr", "th",         "td"};
  static const std::set<std::string> attributes{"id",    "href",  "title", "rel",  "src",     "alt",
                                                "class", "align", "start", "type", "checked", "disabled"};
  static const std::regex attribute(R"re(^\s+([a-z]+)(="([^"<>]*)")?)re");
  for (std::size_t open = html.find('<'); open != std::string::npos; open = html.find('<', open + 1)) {
    const std::size_t close = html.find('>', open);
    ASSERT_NE(close, std::string::npos) << source;
    std::string tag = html.substr(open + 1, close - open - 1);
    if (tag.starts_with('/')) tag.erase(0, 1);
    const std::size_t name_end = std::min(tag.find_first_of(" /"), tag.size());
    ASSERT_TRUE(tags.contains(tag.substr(0, name_end))) << tag << "\nfrom " << source;
    tag.erase(0, name_end);
    for (std::smatch match; std::regex_search(tag, match, attribute); tag = match.suffix()) {
      ASSERT_TRUE(attributes.contains(match[1])) << match[1] << "\nfrom " << source;
      if (match[1] != "href" && match[1] != "src") continue;
      const std::string url = to_lower(decode(match[3].str()));
      const std::size_t colon = url.find(':');
      const bool scheme = colon != std::string::npos && url.find_first_of("/?#") > colon;
      ASSERT_TRUE(!scheme || url.starts_with("http:") || url.starts_with("https:") || url.starts_with("mailto:"))
          << url << "\nfrom " << source;
    }
    ASSERT_TRUE(tag.empty() || tag == " /") << tag << "\nfrom " << source;
  }
}

TEST(MarkdownSuite, DisarmsDomPurifyPayloads) {
  const auto suite = read_suite("suites/DOMPurify/expect.json");
  if (!suite) GTEST_SKIP() << "suites/DOMPurify is not there: set DEBRIEF_SHARED";
  for (const json::value& entry : suite->as_array()) {
    const std::string payload(json::text_at(entry.as_object(), "payload"));
    for (const std::string& markdown :
         {payload, "[x](<" + payload + ">)", "![" + payload + "](" + payload + ")", "[x](x \"" + payload + "\")",
          "```" + payload + "\n" + payload + "\n```", "| a |\n|---|\n| " + payload + " |", "# " + payload,
          "<" + payload + ">", "[x][1]\n\n[1]: " + payload})
      expect_harmless(render_html(markdown), markdown);
  }
  EXPECT_GT(suite->as_array().size(), 50U);
}

TEST(MarkdownSuite, DisarmsAddresses) {
  for (const std::string_view address :
       {"javascript:alert(1)", "JaVaScRiPt:alert(1)", "java&#x0A;script:alert(1)", "javascript&colon;alert(1)",
        "&#106;avascript:alert(1)", "java&Tab;script:alert(1)", "&#1;javascript:alert(1)", "vbscript:x",
        "data:text/html,x", "data:image/png;base64,x", "&nbsp;javascript:alert(1)", "file:///etc/passwd", "blob:x",
        "ws://x", "javascript&#58alert(1)", "//x\" onload=\"y"}) {
    for (const std::string& markdown :
         {"[x](" + std::string(address) + ")", "![x](" + std::string(address) + ")", "<" + std::string(address) + ">",
          "[x](<" + std::string(address) + ">)", "[x]\n\n[x]: " + std::string(address)})
      expect_harmless(render_html(markdown), markdown);
  }
}

}  // namespace
}  // namespace debrief
