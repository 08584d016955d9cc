// SPDX-License-Identifier: Apache-2.0
#include "base/markdown_parse.hpp"
#include "base/text.hpp"

#include <algorithm>

namespace debrief {
namespace {

constexpr std::string_view kSpace = " \t\r\n";

bool is_blank(std::string_view line) {
  return line.find_first_not_of(kSpace) == std::string_view::npos;
}

bool is_escaped(std::string_view line, std::size_t at) {
  const std::size_t before = line.substr(0, at).find_last_not_of('\\');
  return (at - (before == std::string_view::npos ? 0 : before + 1)) % 2 == 1;
}

// Where the row begins, behind the marks of quotations and of a list item.
std::size_t begin_of_row(std::string_view line) {
  std::size_t at = std::min(line.find_first_not_of(" \t>"), line.size());
  const std::size_t digits = std::min(line.find_first_not_of("0123456789", at), line.size());
  const std::size_t mark = digits > at ? digits : at;
  const bool item = mark + 1 < line.size() && std::string_view("-*+.)").find(line[mark]) != std::string_view::npos &&
                    line[mark + 1] == ' ';
  return item ? std::min(line.find_first_not_of(' ', mark + 1), line.size()) : at;
}

// Cells that GitHub sees in a row; 0 when it is none.
std::size_t count_cells(std::string_view line) {
  std::string_view row = trim(line.substr(begin_of_row(line)));
  if (row.starts_with('|')) row.remove_prefix(1);
  if (row.ends_with('|') && !is_escaped(row, row.size() - 1)) row.remove_suffix(1);
  else if (row.empty()) return 0;
  std::size_t cells = 1;
  for (std::size_t at = row.find('|'); at != std::string_view::npos; at = row.find('|', at + 1))
    if (!is_escaped(row, at)) ++cells;
  return cells;
}

bool may_delimit(std::string_view line) {
  return line.find('|') != std::string_view::npos && line.find('-') != std::string_view::npos &&
         line.find_first_not_of("|:- \t\r\n>") == std::string_view::npos;
}

void add_wide(std::string& out, std::string_view line) {
  for (std::size_t i = 0; i < line.size(); ++i) {
    const bool alone = line[i] == '-' && (i == 0 || line[i - 1] != '-');
    const std::size_t run = alone ? std::min(line.find_first_not_of('-', i), line.size()) - i : 3;
    out.append(run < 3 ? 4 - run : 1, line[i]);
  }
}

void add_row(std::string& out, std::string_view line) {
  for (std::size_t i = 0; i < line.size(); ++i) {
    out += line[i];
    if (line[i] == '|' && i + 1 < line.size() && line[i + 1] == '|' && !is_escaped(line, i)) out += ' ';
  }
}

class TableWriter {
 public:
  explicit TableWriter(std::size_t size) { out_.reserve(size + size / 64); }

  void add(std::string_view line) {
    if (trim(line).starts_with("```") || trim(line).starts_with("~~~")) fenced_ = !fenced_;
    if (fenced_ || is_blank(line)) in_table_ = false;
    if (fenced_ || line.find('|') == std::string_view::npos) return hold(line);
    if (in_table_) return flush(), add_row(out_, line);
    if (!may_delimit(line)) return hold(line);
    add_delimiters(line);
  }
  std::string take() && { return flush(), std::move(out_); }

 private:
  // A line waits until the next one has said whether it is the header of a table.
  void hold(std::string_view line) {
    flush();
    held_ = line;
  }
  void flush() {
    text_above_ = !is_blank(held_);
    out_ += held_;
    held_ = {};
  }
  void add_delimiters(std::string_view line) {
    const bool has_header = !is_blank(held_);
    const bool matches = has_header && count_cells(held_) == count_cells(line);
    const std::size_t indent = std::min(line.find_first_not_of(' '), line.size());
    if (has_header && !matches && indent < 4 && !line.starts_with('\t')) {
      flush();
      const std::size_t dash = line.find('-');
      return out_ += line.substr(0, dash), out_ += '\\', out_ += line.substr(dash), void();
    }
    if (matches && text_above_ && trim(held_).starts_with('|')) out_ += '\n';
    flush();
    add_wide(out_, line);
    in_table_ = matches;
  }

  std::string out_;
  std::string_view held_;
  bool text_above_ = false;  // the line before the held one is not blank
  bool fenced_ = false;
  bool in_table_ = false;
};

}  // namespace

std::string with_github_tables(std::string_view markdown) {
  TableWriter writer(markdown.size());
  while (!markdown.empty()) {
    const std::size_t length = std::min(markdown.find('\n'), markdown.size() - 1) + 1;
    writer.add(markdown.substr(0, length));
    markdown.remove_prefix(length);
  }
  return std::move(writer).take();
}

}  // namespace debrief
