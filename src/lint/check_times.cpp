// SPDX-License-Identifier: Apache-2.0
#include "lint/check.hpp"

#include <algorithm>
#include <set>

namespace debrief::lint {
namespace {

/// What the first group that takes part matched, or an empty view.
std::string_view find_group(const re2::RE2& expression, std::string_view text) {
  std::vector<re2::StringPiece> parts(static_cast<std::size_t>(expression.NumberOfCapturingGroups()) + 1);
  if (!expression.Match(piece(text), 0, text.size(), re2::RE2::UNANCHORED, parts.data(), std::ssize(parts))) return {};
  const auto group =
      std::find_if(parts.begin() + 1, parts.end(), [](const auto& part) { return part.data() != nullptr; });
  return group == parts.end() ? std::string_view{} : std::string_view(group->data(), group->size());
}

/// Whether the document says for all of its times which zone they are in.
bool is_stated(const Page& page, const re2::RE2& stated) {
  return std::any_of(page.sentences.begin(), page.sentences.end(),
                     [&](const Sentence& one) { return holds(page.text_of(one), stated); }) ||
         std::any_of(page.prose.sections.begin(), page.prose.sections.end(),
                     [&](const Section& one) { return holds(one.title, stated); });
}

/// The section of a heading that a label stands in.
std::size_t heading_of(const Page& page, std::size_t section) {
  while (section != kNone && page.prose.sections[section].label) section = page.prose.sections[section].parent;
  return section;
}

bool title_says(const Page& page, std::size_t section, const re2::RE2& zone) {
  for (; section != kNone; section = page.prose.sections[section].parent)
    if (holds(page.prose.sections[section].title, zone)) return true;
  return false;
}

bool header_says(const Page& page, const Block& block, const re2::RE2& zone) {
  if (block.row == kNone) return false;
  const auto& headers = page.prose.tables[page.prose.rows[block.row].table].headers;
  return std::any_of(headers.begin(), headers.end(), [&](const std::string& header) { return holds(header, zone); });
}

}  // namespace

void check_times(const Page& page, const Rule& rule, Findings& findings) {
  const re2::RE2& time = rule.expression("time");
  const re2::RE2& zone = rule.expression("zone");
  if (is_stated(page, rule.expression("stated"))) return;
  std::set<std::size_t> settled;  // sections with a zone, or with a remark
  for (const Sentence& sentence : page.sentences) {
    const Block& block = page.prose.blocks[sentence.block];
    const std::size_t heading = heading_of(page, block.section);
    if (settled.contains(heading)) continue;
    const std::string_view text = page.text_of(sentence);
    const bool zoned = holds(text, zone);
    const std::string_view found = find_group(time, text);
    if (!found.empty() || zoned) settled.insert(heading);
    if (found.empty() || zoned || !looks_at(rule, page, block) || title_says(page, block.section, zone) ||
        header_says(page, block, zone))
      continue;
    const std::size_t begin = sentence.begin + static_cast<std::size_t>(found.data() - text.data());
    findings.push_back({&rule, sentence.block, begin, begin + found.size(), rule.message, rule.question});
  }
}

}  // namespace debrief::lint
