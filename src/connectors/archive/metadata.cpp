// SPDX-License-Identifier: Apache-2.0
#include "connectors/archive/metadata.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <initializer_list>
#include <string>

namespace debrief::connectors::archive {
namespace {

using Names = std::initializer_list<std::string_view>;

void add_once(std::vector<std::string>& list, std::string_view value) {
  std::string text(trim(value));
  if (text.empty() || list.size() >= 200 || std::find(list.begin(), list.end(), text) != list.end()) return;
  list.push_back(shorten(text, 200));
}

// Lists, mappings with a name, and single values.
void add_values(std::vector<std::string>& list, const FrontMatterValue& fields, Names names) {
  for (const std::string_view name : names) {
    const FrontMatterValue* value = fields.find(name);
    if (value == nullptr) continue;
    for (const std::string& text : value->texts()) add_once(list, text);
    for (const FrontMatterValue& item : value->items)
      if (const FrontMatterValue* named = item.find("name")) add_once(list, named->text);
  }
}

// The value of "**Severity:** SEV1" or "| Severity | SEV1 |"; empty when no line is so labelled.
std::string_view labelled(const std::vector<Line>& lines, Names labels) {
  for (const Line& line : lines) {
    if (line.kind == LineKind::verbatim || line.kind == LineKind::blank || line.content.size() > 500) continue;
    std::string_view label, value;
    if (line.kind == LineKind::row) {
      const auto cells = split_cells(line.content);
      if (cells.size() == 2) label = cells[0], value = cells[1];
    } else if (const std::size_t colon = line.content.find(':'); colon != std::string_view::npos && colon < 40) {
      label = line.content.substr(0, colon);
      value = line.content.substr(colon + 1);
    }
    const std::string lower = to_lower(bare(label));
    if (!lower.empty() && std::find(labels.begin(), labels.end(), lower) != labels.end() && !bare(value).empty())
      return bare(value);
  }
  return {};
}

}  // namespace

void read_metadata(ArchiveDocument& document, const FrontMatterValue& fields, const std::vector<Line>& lines) {
  add_values(document.services, fields,
             {"affected", "services", "service", "components", "systems", "product", "products", "applications"});
  if (document.services.empty()) {
    const std::string_view value = labelled(lines, {"services", "service", "affected services", "affected service",
                                                    "services affected", "components", "affected systems"});
    for (const std::string_view part : split(value, ',')) add_once(document.services, bare(part));
  }
  for (const std::string_view name : {"severity", "sev", "priority", "impact"})
    if (const FrontMatterValue* value = fields.find(name);
        value != nullptr && document.severity.empty() && value->text.size() <= 40)
      document.severity = value->text;
  if (document.severity.empty()) {
    const std::string_view value =
        labelled(lines, {"severity", "severity level", "sev", "priority", "incident severity"});
    if (value.size() <= 40) document.severity = std::string(value);
  }
  add_values(document.labels, fields, {"tags", "labels", "categories", "category", "keywords", "company", "section"});
  if (document.labels.empty()) add_once(document.labels, labelled(lines, {"category"}));
  for (const std::string_view name : {"url", "link", "canonical", "source_url"}) {
    const FrontMatterValue* value = fields.find(name);
    const bool web = value != nullptr && (value->text.starts_with("https://") || value->text.starts_with("http://"));
    if (web && document.url.empty() && value->text.size() <= 2000) document.url = value->text;
  }
}

}  // namespace debrief::connectors::archive
