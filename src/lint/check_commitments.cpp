// SPDX-License-Identifier: Apache-2.0
#include "base/text.hpp"
#include "lint/check.hpp"

#include <algorithm>
#include <map>
#include <optional>

namespace debrief::lint {
namespace {

constexpr std::size_t kLongestMark = 200;

/// What is missing, in the order of asking.
enum class Missing { verb, owner, end };

Finding finding(const Rule& rule, std::size_t index, const Block& block, Missing missing) {
  const char* const names[] = {"verb", "owner", "end"};
  const std::string part = names[static_cast<std::size_t>(missing)];
  std::size_t end = std::min(block.text.size(), block.body + kLongestMark);
  while (end > block.body && end < block.text.size() && (block.text[end] & 0xC0) == 0x80) --end;
  while (end > block.body + 1 && (block.text[end - 1] == ' ' || block.text[end - 1] == '`')) --end;
  return {&rule, index, block.body, end, rule.text("message_" + part), rule.text("question_" + part)};
}

/// An item of a list with all that stands below it.
struct Commitment {
  std::size_t block = 0;  ///< where its first words are
  std::string whole;
  bool linked = false;
};

std::optional<Missing> find_missing(const Rule& rule, std::string_view first, const Commitment& whole) {
  if (holds(whole.whole, rule.expression("done")) || holds(first, rule.expression("pass"))) return std::nullopt;
  if (!holds(first, rule.expression("verb"))) return Missing::verb;
  if (whole.linked || holds(whole.whole, rule.expression("tracked"))) return std::nullopt;
  if (!holds(whole.whole, rule.expression("owner"))) return Missing::owner;
  if (!holds(whole.whole, rule.expression("end"))) return Missing::end;
  return std::nullopt;
}

/// The outermost item that makes a statement of its own: one that only names what it nests does not.
std::size_t statement_of(const Page& page, const Rule& rule, std::size_t item,
                         const std::map<std::size_t, std::size_t>& first_blocks) {
  std::size_t found = item;
  for (std::size_t at = item; at != kNone; at = page.prose.items[at].parent) {
    const auto block = first_blocks.find(at);
    if (block == first_blocks.end() || !looks_at(rule, page, page.prose.blocks[block->second])) continue;
    const Block& words = page.prose.blocks[block->second];
    const bool label =
        page.prose.items[at].nests && (trim(words.text).ends_with(':') || !holds(words.text, rule.expression("verb")));
    if (!label) found = at;
  }
  return found;
}

void check_items(const Page& page, const Rule& rule, Findings& findings) {
  std::map<std::size_t, std::size_t> first_blocks;  // by item
  for (std::size_t i = 0; i < page.prose.blocks.size(); ++i)
    if (const Block& block = page.prose.blocks[i]; block.form == Form::item) first_blocks.try_emplace(block.item, i);
  std::map<std::size_t, Commitment> commitments;  // by item
  for (std::size_t i = 0; i < page.prose.blocks.size(); ++i) {
    const Block& block = page.prose.blocks[i];
    if (block.form != Form::item || !looks_at(rule, page, block)) continue;
    const std::size_t item = statement_of(page, rule, block.item, first_blocks);
    Commitment& commitment = commitments.try_emplace(item, Commitment{first_blocks.at(item), {}, false}).first->second;
    commitment.whole += page.texts[i] + " ";
    commitment.linked = commitment.linked || !block.links.empty();
  }
  for (const auto& [item, commitment] : commitments) {
    const Block& block = page.prose.blocks[commitment.block];
    const bool label = page.prose.items[item].nests && !holds(block.text, rule.expression("verb"));
    if (page.prose.items[item].ticked || label || !looks_at(rule, page, block)) continue;
    if (const auto missing =
            find_missing(rule, std::string_view(page.texts[commitment.block]).substr(block.body), commitment))
      findings.push_back(finding(rule, commitment.block, block, *missing));
  }
}

/// Which column holds what; absent columns are not asked for.
struct Columns {
  std::size_t what = kNone, owner = kNone, end = kNone;
};

Columns columns_of(const Table& table, const Rule& rule) {
  Columns columns;
  for (std::size_t i = 0; i < table.headers.size(); ++i) {
    if (columns.what == kNone && holds(table.headers[i], rule.expression("what_column"))) columns.what = i;
    else if (columns.owner == kNone && holds(table.headers[i], rule.expression("owner_column"))) columns.owner = i;
    else if (columns.end == kNone && holds(table.headers[i], rule.expression("end_column"))) columns.end = i;
  }
  return columns;
}

void check_row(const Page& page, const Rule& rule, std::size_t first, std::size_t last, Findings& findings) {
  const Columns columns = columns_of(page.prose.tables[page.prose.rows[page.prose.blocks[first].row].table], rule);
  const auto cell = [&](std::size_t column) -> std::size_t {
    for (std::size_t i = first; i < last; ++i)
      if (page.prose.blocks[i].column == column) return i;
    return kNone;
  };
  const std::size_t what = columns.what == kNone ? kNone : cell(columns.what);
  if (what == kNone) return;
  const Block& block = page.prose.blocks[what];
  Commitment whole;
  for (std::size_t i = first; i < last; ++i) {
    whole.whole += page.texts[i] + " ";
    whole.linked = whole.linked || !page.prose.blocks[i].links.empty();
  }
  const auto is_empty = [&](std::size_t column) {
    const std::size_t at = cell(column);
    return at == kNone ||
           (page.prose.blocks[at].links.empty() && holds(trim(page.prose.blocks[at].text), rule.expression("empty")));
  };
  std::optional<Missing> missing;
  if (holds(whole.whole, rule.expression("done")) || holds(block.text, rule.expression("pass"))) return;
  if (!holds(block.text, rule.expression("verb"))) missing = Missing::verb;
  else if (columns.owner != kNone && is_empty(columns.owner)) missing = Missing::owner;
  else if (columns.end != kNone && is_empty(columns.end)) missing = Missing::end;
  else if (columns.owner == kNone && columns.end == kNone) missing = find_missing(rule, block.text, whole);
  if (missing) findings.push_back(finding(rule, what, block, *missing));
}

}  // namespace

void check_commitments(const Page& page, const Rule& rule, Findings& findings) {
  check_items(page, rule, findings);
  const auto& blocks = page.prose.blocks;
  for (std::size_t i = 0; i < blocks.size();) {
    std::size_t last = i + 1;
    while (last < blocks.size() && blocks[i].row != kNone && blocks[last].row == blocks[i].row) ++last;
    if (blocks[i].row != kNone && looks_at(rule, page, blocks[i])) check_row(page, rule, i, last, findings);
    i = last;
  }
}

}  // namespace debrief::lint
