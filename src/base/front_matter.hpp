// SPDX-License-Identifier: Apache-2.0
// The block of fields at the top of a Markdown or AsciiDoc file: YAML between "---" lines or TOML between "+++"
// lines, as static site generators write it. A subset: mappings, lists, plain and quoted scalars, block scalars,
// flow lists. Anchors, tags, flow mappings and multiple documents are kept as the text that they are.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace debrief {

struct FrontMatterField;

/// One value. Scalars are text as written, without quotes: dates, numbers and booleans are the reader's matter.
struct FrontMatterValue {
  enum class Kind { text, list, map };

  Kind kind = Kind::text;
  std::string text;                      ///< of a scalar
  std::vector<FrontMatterValue> items;   ///< of a list
  std::vector<FrontMatterField> fields;  ///< of a mapping, in the order of the file

  /// The value at `key` in any case, or null.
  [[nodiscard]] const FrontMatterValue* find(std::string_view key) const;
  /// The texts of a list's scalars, or the one scalar unless it is empty.
  [[nodiscard]] std::vector<std::string> texts() const;
};

struct FrontMatterField {
  std::string name;
  FrontMatterValue value;
};

struct FrontMatter {
  FrontMatterValue root;             ///< a mapping
  std::size_t body = 0;              ///< byte offset of what follows the block
  std::size_t body_line = 1;         ///< number of that line, counted from 1
  std::vector<std::string> remarks;  ///< lines that were not understood, with their numbers
};

/// Absent when the text does not begin with such a block or the block does not end. Nesting beyond 16 levels and
/// more than 10,000 values are left out with a remark. Later fields of the same name do not replace earlier ones.
[[nodiscard]] std::optional<FrontMatter> read_front_matter(std::string_view text);

/// The same for a whole YAML text without the "---" lines.
[[nodiscard]] FrontMatter read_yaml_fields(std::string_view yaml);

}  // namespace debrief
