// SPDX-License-Identifier: Apache-2.0
// The sentences of a Markdown text without their markup, each byte with its place in the source.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace debrief::lint {

inline constexpr std::size_t kNone = static_cast<std::size_t>(-1);

/// From `text` on, bytes of a block stand in the source from `source` on, one by one.
struct Anchor {
  std::size_t text = 0;
  std::size_t source = 0;
};

/// A link within a block; its text range is empty when it leads to a place in the same document.
struct Link {
  std::size_t begin = 0;
  std::size_t end = 0;
  std::string address;
};

/// A heading, or a short label in bold or before a nested list that serves as one.
struct Section {
  std::string title;
  std::size_t parent = kNone;
  bool label = false;  ///< no heading
};

enum class Form { paragraph, item, cell };

/// A paragraph, the text of a list item, or a table cell. White space is one blank, typographic quotation marks are
/// plain ones, code is a single backtick, and a bare address is left out.
struct Block {
  Form form = Form::paragraph;
  std::string text;
  std::size_t body = 0;  ///< where the prose begins, after a label such as "**Impact:**"
  std::vector<Anchor> anchors;
  std::vector<Link> links;
  std::size_t section = kNone;  ///< index in Prose::sections
  std::size_t item = kNone;     ///< index in Prose::items, the innermost one
  std::size_t row = kNone;      ///< index in Prose::rows
  std::size_t column = 0;       ///< of a cell, from 0

  /// The byte of the source where the byte at `offset` stands.
  [[nodiscard]] std::size_t source_of(std::size_t offset) const;
};

struct Item {
  std::size_t parent = kNone;
  std::size_t section = kNone;
  bool ticked = false;  ///< "[x]"
  bool nests = false;   ///< has items of its own
};

struct Row {
  std::size_t table = 0;
};

struct Table {
  std::vector<std::string> headers;
};

struct Prose {
  std::vector<Block> blocks;  ///< in the order of the text
  std::vector<Section> sections;
  std::vector<Item> items;
  std::vector<Row> rows;
  std::vector<Table> tables;
};

/// Reads valid UTF-8. Left out: headings, code blocks, quotations, header cells. Headings of a document that grows out
/// of proportion (see parse_markdown) may be missing.
[[nodiscard]] Prose read_prose(std::string_view source);

}  // namespace debrief::lint
