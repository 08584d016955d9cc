// SPDX-License-Identifier: Apache-2.0
// HTML comments of a Markdown text, and what they allow.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace debrief::lint {

/// A comment outside of fenced code. `text` points into the source, without "<!--" and "-->".
struct Comment {
  std::size_t begin = 0;
  std::size_t end = 0;
  std::string_view text;
};

/// Comments in the order of the text. One that does not end is none.
[[nodiscard]] std::vector<Comment> find_comments(std::string_view source);

/// Overwrites comments and front matter with blanks; lines and offsets stay.
void blank_unseen(std::string& source, const std::vector<Comment>& comments);

/// The lines, counted from 1, in which rules are allowed.
struct Allowance {
  std::vector<std::string> rules;
  std::size_t first_line = 1;
  std::size_t last_line = 1;
  std::string reason;     ///< may be empty
  std::size_t begin = 0;  ///< of the comment, an offset of the source
  std::size_t end = 0;
};

/// What comments of the form `lint: allow RULE[, RULE…] REASON` allow. On a line with other text: that line. Alone on
/// a line: from there to the line before the next blank one, blank lines right below not counted. At most
/// 1,000, the first ones.
[[nodiscard]] std::vector<Allowance> read_allowances(std::string_view source, const std::vector<Comment>& comments);

}  // namespace debrief::lint
