// SPDX-License-Identifier: Apache-2.0
#include "features/postmortems/add_section.hpp"

#include "base/markdown.hpp"
#include "base/text.hpp"
#include "features/postmortems/citations.hpp"
#include "features/postmortems/limits.hpp"
#include "features/postmortems/postmortems.hpp"
#include "features/postmortems/sections.hpp"
#include "features/postmortems/store.hpp"
#include "journal/visibility.hpp"

#include <algorithm>
#include <charconv>
#include <map>

namespace debrief::features::postmortems {
namespace {

std::string_view without_blank_end(std::string_view text) {
  while (!text.empty() && (text.back() == '\n' || text.back() == ' ')) text.remove_suffix(1);
  return text;
}

/// `before`, `addition` and `after`, each a block of its own.
std::string joined(std::string_view before, std::string_view addition, std::string_view after) {
  std::string text(without_blank_end(before));
  if (!text.empty()) text += "\n\n";
  text.append(without_blank_end(addition)) += '\n';
  if (!trim(after).empty()) text.append("\n").append(after);
  return text;
}

/// 12 for "T12"; absent for other labels.
std::optional<std::int64_t> number_of(std::string_view label) {
  std::int64_t number = 0;
  if (!label.starts_with('T')) return std::nullopt;
  const auto [end, error] = std::from_chars(label.data() + 1, label.data() + label.size(), number);
  return error == std::errc{} && end == label.data() + label.size() ? std::optional(number) : std::nullopt;
}

/// "[T1](#entry-7)" under the label by which the document cites entry 7.
std::string relabelled(std::string_view addition, std::string_view document) {
  std::map<std::int64_t, std::string> labels;
  std::int64_t highest = 0;
  for (const CitationMark& mark : find_citations(document)) {
    labels.emplace(mark.entry, mark.label);
    highest = std::max(highest, number_of(mark.label).value_or(0));
  }
  std::string text(addition);
  for (const CitationMark& mark : find_citations(addition))
    if (number_of(mark.label) && labels.count(mark.entry) == 0)
      labels.emplace(mark.entry, fmt::format("T{}", ++highest));
  for (const auto& [entry, label] : labels) {
    const std::string link = fmt::format("](#entry-{})", entry);
    for (std::size_t at = text.find(link); at != std::string::npos; at = text.find(link, at + 1)) {
      const std::size_t open = text.rfind('[', at);
      if (open == std::string::npos || !number_of(std::string_view(text).substr(open + 1, at - open - 1))) continue;
      text.replace(open + 1, at - open - 1, label);
      at = open + 1 + label.size();
    }
  }
  return text;
}

/// Where the section ends, with those below it.
std::size_t end_of(const std::vector<Section>& sections, std::size_t index, std::size_t size) {
  for (std::size_t i = index + 1; i < sections.size(); ++i)
    if (sections[i].level <= sections[index].level) return sections[i].begin;
  return size;
}

bool takes_its_place(std::string_view document, const Section& section, std::size_t end, std::string_view addition) {
  const auto added = outline(addition);
  if (added.empty() || added.front().begin != 0 || added.front().level != section.level) return false;
  const auto found = list_sections(document.substr(section.begin, end - section.begin));
  return !found.empty() && !found.front().filled;
}

}  // namespace

std::string add_to_section(std::string_view document, std::string_view section, std::string_view addition) {
  const std::string text = to_utf8(document);
  const std::string_view whole = text;
  const std::string relabelled_addition = relabelled(trim(addition), text);
  const std::string_view added = relabelled_addition;
  const std::string title = to_lower(trim(section));
  const auto sections = outline(text, kDocumentLimit);
  const auto found =
      std::find_if(sections.begin(), sections.end(), [&](const Section& one) { return to_lower(one.title) == title; });
  if (found == sections.end())
    return joined(text, "## " + std::string(trim(section)) + "\n\n" + std::string(added), "");
  const std::size_t end = end_of(sections, static_cast<std::size_t>(found - sections.begin()), text.size());
  const std::size_t keep = takes_its_place(whole, *found, end, added) ? found->begin : end;
  return joined(whole.substr(0, keep), added, whole.substr(end));
}

Result<> add_to_document(journal::Transaction& tx, const domain::Principal& who, std::int64_t number,
                         std::string_view section, std::string_view addition) {
  TRY(journal::require_incident(tx.db, who, domain::Action::edit, number));
  const auto document = store::find(tx.db, number);
  if (!document)
    return not_found("{} has no postmortem yet", domain::incident_key(number)).with_help("Draft it first.");
  DocumentChange edit;
  edit.markdown = add_to_section(document->markdown, section, addition);
  if (edit.markdown->size() > kDocumentLimit)
    return too_large("the postmortem would be longer than {} bytes", kDocumentLimit).with_help("Shorten it first.");
  TRY(change(tx, who, number, edit, tag_of(*document)));
  return {};
}

}  // namespace debrief::features::postmortems
