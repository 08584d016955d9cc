// SPDX-License-Identifier: Apache-2.0
#include "connectors/csv_timeline/csv_table.hpp"

#include "base/text.hpp"
#include "connectors/unread.hpp"

#include <algorithm>
#include <map>
#include <optional>

namespace debrief::connectors::csv_timeline {
namespace {

constexpr std::size_t kProbeRows = 50;
constexpr std::size_t kProbeBytes = 64 * 1024;

enum class Ending { row, unclosed, too_long };

struct Parsed {
  Row row;
  std::size_t length = 0;  ///< with its line break
  Ending ending = Ending::row;
};

std::size_t line_length(std::string_view text) {
  const std::size_t end = text.find_first_of("\n\r");
  if (end == std::string_view::npos) return text.size();
  return end + (text.substr(end).starts_with("\r\n") ? 2 : 1);
}

class RowParser {
 public:
  RowParser(std::string_view text, char delimiter, bool quotes) : text_(text), delimiter_(delimiter), quotes_(quotes) {}

  Parsed parse() {
    while (at_ < text_.size() && !is_break()) {
      if (at_ > kRowLimit || parsed_.row.cells.size() > kCellLimit) return finish(Ending::too_long);
      const char c = text_[at_];
      if (quotes_ && c == '"' && is_blank_ && !was_quoted_) {
        if (!take_quoted()) return finish(at_ < text_.size() ? Ending::too_long : Ending::unclosed);
      } else if (c == delimiter_) {
        end_cell();
        ++at_;
      } else {
        cell_ += c;
        is_blank_ = is_blank_ && (c == ' ' || c == '\t' || c == '\v' || c == '\f');
        ++at_;
      }
    }
    end_cell();
    return finish(Ending::row);
  }

 private:
  [[nodiscard]] bool is_break() const { return text_[at_] == '\n' || text_[at_] == '\r'; }

  // Behind the closing quote afterwards; false when there is none within the limit.
  bool take_quoted() {
    cell_.clear();
    was_quoted_ = true;
    for (++at_; at_ < text_.size() && at_ <= kRowLimit; ++at_) {
      if (text_[at_] != '"') {
        cell_ += text_[at_];
      } else if (at_ + 1 < text_.size() && text_[at_ + 1] == '"') {
        cell_ += text_[at_++];
      } else {
        ++at_;
        return true;
      }
    }
    return false;
  }

  void end_cell() {
    parsed_.row.cells.emplace_back(trim(cell_));
    cell_.clear();
    was_quoted_ = false;
    is_blank_ = true;
  }

  Parsed finish(Ending ending) {
    parsed_.ending = ending;
    parsed_.row.text = text_.substr(0, at_);
    parsed_.length = at_ + (at_ < text_.size() && ending == Ending::row ? line_length(text_.substr(at_)) : 0);
    return std::move(parsed_);
  }

  std::string_view text_;
  char delimiter_;
  bool quotes_;
  std::size_t at_ = 0;
  std::string cell_;
  bool was_quoted_ = false;
  bool is_blank_ = true;
  Parsed parsed_;
};

// "sep=;" is how Excel is told the delimiter.
std::optional<char> stated_delimiter(std::string_view text) {
  const std::string_view line = trim(text.substr(0, line_length(text)));
  if (line.size() == 5 && to_lower(line).starts_with("sep=")) return line[4];
  return std::nullopt;
}

// How many of the first rows have the most frequent number of cells, and that number, when it is above one.
std::pair<std::size_t, std::size_t> evenness(std::string_view text, char delimiter) {
  std::map<std::size_t, std::size_t> rows_of_width;
  for (const Row& row : read_table(text.substr(0, kProbeBytes), delimiter, "", kProbeRows).rows)
    if (row.cells.size() > 1) ++rows_of_width[row.cells.size()];
  std::pair<std::size_t, std::size_t> best{0, 0};
  for (const auto& [width, rows] : rows_of_width)
    if (rows >= best.first) best = {rows, width};
  return best;
}

bool is_empty(const Row& row) {
  return std::all_of(row.cells.begin(), row.cells.end(), [](const std::string& cell) { return cell.empty(); });
}

std::size_t breaks_in(std::string_view text) {
  std::size_t breaks = 0;
  for (std::size_t i = 0; i < text.size(); ++i)
    if (text[i] == '\n' || (text[i] == '\r' && !text.substr(i).starts_with("\r\n"))) ++breaks;
  return breaks;
}

}  // namespace

Table read_table(std::string_view text, char delimiter, std::string_view name, std::size_t row_limit) {
  Table table;
  std::size_t line = 1;
  if (stated_delimiter(text)) {
    text.remove_prefix(line_length(text));
    ++line;
  }
  while (!text.empty()) {
    Parsed parsed = RowParser(text, delimiter, true).parse();
    if (parsed.ending == Ending::unclosed)
      parsed = RowParser(text.substr(0, line_length(text)), delimiter, false).parse();
    const std::string where = "line " + std::to_string(line);
    if (table.rows.size() >= row_limit) {
      table.unread.push_back(unread_part(name, where + " and on", "the table has too many rows", parsed.row.text));
      break;
    }
    if (parsed.ending == Ending::too_long) {
      parsed.length = line_length(text);
      table.unread.push_back(
          unread_part(name, where, "the row is longer than 10 MB or 1,000 cells", text.substr(0, 1'000)));
    } else if (!is_empty(parsed.row)) {
      parsed.row.line = line;
      table.rows.push_back(std::move(parsed.row));
    }
    line += breaks_in(text.substr(0, parsed.length));
    text.remove_prefix(parsed.length);
  }
  return table;
}

char find_delimiter(std::string_view text) {
  if (const auto stated = stated_delimiter(text)) return *stated;
  char best = '\0';
  std::pair<std::size_t, std::size_t> most{0, 0};
  for (const char delimiter : {',', ';', '\t', '|'}) {
    const auto even = evenness(text, delimiter);
    if (even > most) {
      most = even;
      best = delimiter;
    }
  }
  return best;
}

}  // namespace debrief::connectors::csv_timeline
