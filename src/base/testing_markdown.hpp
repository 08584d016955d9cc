// SPDX-License-Identifier: Apache-2.0
// Reading the public Markdown suites, and comparing HTML with what they ask for.
#pragma once

#include "base/html_entities.hpp"
#include "base/markdown.hpp"
#include "base/text.hpp"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <optional>
#include <regex>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

namespace debrief::testing {

inline std::filesystem::path shared(std::string_view path) {
  const char* configured = std::getenv("DEBRIEF_SHARED");
  const std::filesystem::path root = configured != nullptr ? configured : DEBRIEF_SOURCE_DIR "/../shared";
  return root / path;
}

/// The bytes of a file of the shared suites; absent where they are not there.
inline std::optional<std::string> read_shared(std::string_view path) {
  std::ifstream file(shared(path), std::ios::binary);
  if (!file) return std::nullopt;
  std::stringstream text;
  text << file.rdbuf();
  return std::move(text).str();
}

inline std::string decode(std::string_view text) {
  std::string decoded;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const std::size_t end = text[i] == '&' ? text.find(';', i) : std::string_view::npos;
    const auto entity = end == std::string_view::npos ? std::nullopt : find_entity(text.substr(i, end - i + 1));
    if (entity) decoded += *entity, i = end;
    else decoded += text[i];
  }
  return decoded;
}

/// Markup and text told apart, references decoded, what we add to CommonMark's HTML removed.
inline std::string normalise(std::string html) {
  html = std::regex_replace(html, std::regex(R"( rel="nofollow noopener"| id="section-[^"]*"| class="task")"), "");
  html = std::regex_replace(html, std::regex(R"re(<input [^>]*>)re"),
                            html.find("checked") == std::string::npos ? "[ ]" : "[x]");
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

inline std::size_t count(const std::string& text, std::string_view part) {
  std::size_t found = 0;
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++found;
  return found;
}

/// Why our HTML is meant to differ from the suite's; empty when it is not. docs/markdown.md explains each.
inline std::string_view reason_to_differ(const std::string& markdown, const std::string& expected,
                                         const std::string& ours) {
  static const std::regex tag(R"(<(?!(https?|mailto|[a-z][a-z0-9+.-]+):)[A-Za-z/!?])");
  static const std::regex foreign_scheme(R"((href|src)="(?!(https?|mailto):)[A-Za-z][A-Za-z0-9+.-]*:)",
                                         std::regex::icase);
  static const std::regex hard_colon(R"((href|src)="[^"/?#]*:)");
  if (std::regex_search(markdown, tag)) return "raw HTML is shown as text";
  if (std::regex_search(expected, foreign_scheme) || std::regex_search(expected, hard_colon))
    return "scheme is not allowed";
  if (std::regex_search(expected, std::regex("footnote-ref"))) return "no footnotes";
  if (count(ours, "<a ") > count(expected, "<a ")) return "bare addresses become links";
  if (std::regex_search(ours, std::regex("&(?!amp|lt|gt|quot)[A-Za-z]+;")))
    return "rare entities are left to the browser";
  if (std::regex_search(markdown, std::regex("\n-+\t"))) return "tab after an underline";
  // md4c 0.4.8 follows CommonMark 0.30; since 0.31 symbols count as punctuation.
  if (std::regex_search(markdown, std::regex("£|€"))) return "CommonMark 0.31";
  return "";
}

struct SuiteExample {
  std::string markdown;
  std::string html;
};

/// How many examples differ for each reason, "" for none; the same ones under "same".
inline std::map<std::string, int> compare(const std::vector<SuiteExample>& examples) {
  std::map<std::string, int> outcomes;
  for (const SuiteExample& example : examples) {
    const std::string ours = render_html(example.markdown);
    if (trim(example.html) == "<IGNORE>" || normalise(ours) == normalise(example.html)) {
      ++outcomes["same"];
      continue;
    }
    const std::string reason(reason_to_differ(example.markdown, example.html, ours));
    ++outcomes[reason];
    if (reason.empty())
      std::cout << "DIFFERS " << example.markdown << "\nwant " << example.html << "\nhave " << ours << "\n";
  }
  return outcomes;
}

}  // namespace debrief::testing
