// SPDX-License-Identifier: Apache-2.0
#include "connectors/archive/title.hpp"

#include "base/markdown.hpp"
#include "base/text.hpp"

#include <algorithm>
#include <array>
#include <cctype>

namespace debrief::connectors::archive {
namespace {

constexpr std::size_t kTitleLimit = 300;

bool is_letter(char c) {
  return std::isalpha(static_cast<unsigned char>(c)) != 0;
}

// "2022-06-13-repo-slow.html.md.erb" as "repo slow"; empty for ids and bare dates.
std::string title_of_name(std::string_view source) {
  std::string name(source.substr(source.rfind('/') + 1));
  for (const std::string_view suffix : {".erb", ".md", ".markdown", ".adoc", ".asciidoc", ".txt", ".html", ".rst"})
    if (to_lower(name).ends_with(suffix)) name.resize(name.size() - suffix.size());
  const std::size_t first = std::min(name.find_first_not_of("0123456789-_. "), name.size());
  const bool dated = first >= 8;
  std::string title = dated ? name.substr(first) : name;
  if (title.find(' ') == std::string::npos)
    std::replace_if(
        title.begin(), title.end(), [](char c) { return c == '-' || c == '_'; }, ' ');
  // An id holds no run of four letters that is not hexadecimal.
  const bool words = std::any_of(title.begin(), title.end(), [](char c) {
    return is_letter(c) && std::string_view("abcdefABCDEF").find(c) == std::string_view::npos;
  });
  return words ? std::string(trim(title)) : "";
}

std::string first_sentence(std::string_view markdown) {
  const std::string text = plain_text(markdown.substr(0, 4000));
  const std::string_view line = trim(text);
  std::size_t end = line.find('\n');
  for (std::size_t at = line.find(". "); at != std::string_view::npos && at < end; at = line.find(". ", at + 1)) {
    end = at;
    break;
  }
  std::string_view sentence = trim(line.substr(0, end));
  if (sentence.ends_with('.')) sentence.remove_suffix(1);
  return shorten(sentence, 120);
}

// The first line of plain text, when it stands alone as a title does.
std::string first_line_alone(std::string_view text) {
  text = trim(text);
  const std::size_t end = std::min(text.find('\n'), text.size());
  const std::string_view line = trim(text.substr(0, end));
  const bool alone =
      trim(text.substr(end, std::min<std::size_t>(text.find('\n', std::min(end + 1, text.size())), text.size()) - end))
          .empty();
  const bool title = alone && line.size() <= 120 && !line.ends_with('.') && !line.ends_with(':') &&
                     !line.starts_with('[') && kind_of_bare_title(line) == SectionKind::other;
  return title ? std::string(line) : "";
}

}  // namespace

std::string plain_title(std::string_view markdown) {
  std::string text = plain_text(markdown.substr(0, 2 * kTitleLimit));
  std::replace(text.begin(), text.end(), '\n', ' ');
  const std::string_view title = trim(text);
  return shorten(title.empty() ? trim(markdown) : title, kTitleLimit);
}

void find_title(ArchiveDocument& document, const FrontMatterValue& fields, const std::vector<SectionLines>& sections) {
  const auto set = [&](std::string title, Origin origin) {
    if (document.title.empty() && !title.empty()) document.title = std::move(title), document.title_origin = origin;
  };
  for (const std::string_view name : {"title", "name", "incident"})
    if (const FrontMatterValue* field = fields.find(name))
      set(shorten(trim(field->text), kTitleLimit), Origin::front_matter);
  for (const SectionLines& section : sections) {
    if (section.level == 0 || section.level > 6) continue;
    // A document that opens with "Summary" has no heading of its own.
    if (section.own == SectionKind::other || kind_of_bare_title(section.title) == SectionKind::other)
      set(plain_title(section.title), Origin::heading);
    break;
  }
  const bool has_headings = std::any_of(sections.begin(), sections.end(), [](const SectionLines& section) {
    return section.level > 0 && section.level <= 6;
  });
  if (!has_headings) set(first_line_alone(document.body), Origin::heading);
  set(title_of_name(document.source), Origin::file_name);
  for (const std::string_view name : {"summary", "description"})
    if (const FrontMatterValue* field = fields.find(name)) set(first_sentence(field->text), Origin::front_matter);
  set(first_sentence(document.body), Origin::body);
  set(shorten(document.source, kTitleLimit), Origin::file_name);
  if (document.title.empty()) document.title = "Untitled";
}

bool is_resolution(std::string_view text) {
  constexpr std::array<std::string_view, 8> kSayings{"resolved",         "incident resolved", "issue resolved",
                                                     "service restored", "recovered",         "all clear",
                                                     "outage over",      "incident closed"};
  const std::string lower = to_lower(bare(text));
  return std::find(kSayings.begin(), kSayings.end(), lower) != kSayings.end();
}

}  // namespace debrief::connectors::archive
