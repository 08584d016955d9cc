// SPDX-License-Identifier: Apache-2.0
#include "connectors/archive/atom.hpp"

#include "base/html_entities.hpp"
#include "base/text.hpp"

#include <algorithm>

namespace debrief::connectors::archive {
namespace {

std::string decode_entities(std::string_view text) {
  std::string decoded;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const std::size_t end = text[i] == '&' ? text.substr(0, i + 40).find(';', i) : std::string_view::npos;
    const auto character = end == std::string_view::npos ? std::nullopt : find_entity(text.substr(i, end - i + 1));
    if (character) decoded += *character, i = end;
    else decoded += text[i];
  }
  return decoded;
}

// What stands between "<name …>" and "</name>".
std::string_view inside(std::string_view xml, std::string_view name) {
  const std::string close = "</" + std::string(name) + ">";
  for (std::size_t open = xml.find("<" + std::string(name)); open != std::string_view::npos;
       open = xml.find("<" + std::string(name), open + 1)) {
    const char next = open + name.size() + 1 < xml.size() ? xml[open + name.size() + 1] : '\0';
    if (next != '>' && next != ' ' && next != '\n') continue;
    const std::size_t begin = xml.find('>', open);
    const std::size_t end = begin == std::string_view::npos ? begin : xml.find(close, begin);
    if (end == std::string_view::npos || xml[begin - 1] == '/') return {};
    std::string_view content = trim(xml.substr(begin + 1, end - begin - 1));
    if (content.starts_with("<![CDATA[") && content.ends_with("]]>")) content = content.substr(9, content.size() - 12);
    return content;
  }
  return {};
}

std::string link_of(std::string_view entry) {
  const std::size_t open = entry.find("<link");
  const std::size_t close = open == std::string_view::npos ? open : entry.find('>', open);
  if (close == std::string_view::npos) return "";
  const std::string_view tag = entry.substr(open, close - open);
  const std::size_t href = tag.find("href=\"");
  if (href == std::string_view::npos) return "";
  return decode_entities(tag.substr(href + 6, tag.find('"', href + 6) - href - 6));
}

// The paragraphs of a status page's HTML as text; "<br>" parts the time of an update from its words.
std::vector<std::string> paragraphs_of(std::string_view html) {
  std::vector<std::string> paragraphs(1);
  std::size_t at = 0;
  while (at < html.size()) {
    const std::size_t open = std::min(html.find('<', at), html.size());
    paragraphs.back() += decode_entities(html.substr(at, open - at));
    const std::size_t close = html.find('>', open);
    if (close == std::string_view::npos) break;
    const std::string tag = to_lower(trim(html.substr(open + 1, close - open - 1)));
    if (tag == "p" || tag == "/p" || tag == "li" || tag.starts_with("p ")) paragraphs.emplace_back();
    else if (tag.starts_with("br")) paragraphs.back() += paragraphs.back().ends_with(" - ") ? "" : " - ";
    else if (tag == "strong" || tag == "/strong" || tag == "b" || tag == "/b") paragraphs.back() += "**";
    at = close + 1;
  }
  for (std::string& paragraph : paragraphs) {
    std::replace(paragraph.begin(), paragraph.end(), '\n', ' ');
    paragraph = std::string(trim(paragraph));
  }
  std::erase(paragraphs, "");
  return paragraphs;
}

void add(FrontMatterValue& fields, std::string name, std::string text) {
  if (!text.empty())
    fields.fields.push_back({std::move(name), {FrontMatterValue::Kind::text, std::move(text), {}, {}}});
}

FeedRecord read_entry(std::string_view entry) {
  FeedRecord record{{FrontMatterValue::Kind::map, {}, {}, {}}, "## Timeline\n\n"};
  add(record.fields, "title", decode_entities(inside(entry, "title")));
  add(record.fields, "url", link_of(entry));
  add(record.fields, "published_at", decode_entities(inside(entry, "published")));
  add(record.fields, "updated_at", decode_entities(inside(entry, "updated")));
  std::string_view content = inside(entry, "content");
  if (content.empty()) content = inside(entry, "summary");
  // Escaped once as XML and once more as HTML.
  auto paragraphs = paragraphs_of(decode_entities(content));
  std::reverse(paragraphs.begin(), paragraphs.end());
  for (const std::string& paragraph : paragraphs) record.body += "- " + paragraph + "\n";
  return record;
}

}  // namespace

bool is_atom_feed(std::string_view text) {
  const std::string_view head = text.substr(0, 2000);
  return head.find("<feed") != std::string_view::npos &&
         head.find("http://www.w3.org/2005/Atom") != std::string_view::npos;
}

std::vector<FeedRecord> list_feed_records(std::string_view atom) {
  std::vector<FeedRecord> records;
  for (std::size_t at = atom.find("<entry"); at != std::string_view::npos && records.size() < 100'000;) {
    const std::size_t end = atom.find("</entry>", at);
    if (end == std::string_view::npos) break;
    records.push_back(read_entry(atom.substr(at, end - at)));
    at = atom.find("<entry", end);
  }
  return records;
}

}  // namespace debrief::connectors::archive
