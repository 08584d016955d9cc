// SPDX-License-Identifier: Apache-2.0
#include "base/text.hpp"
#include "logs/format/keyed_parts.hpp"
#include "logs/format/kinds.hpp"
#include "logs/time/characters.hpp"
#include "logs/time/layout.hpp"

#include <algorithm>

namespace debrief::logs {
namespace {

constexpr std::size_t kMostColumns = 256;
constexpr std::size_t kFewestColumns = 3;
constexpr std::size_t kLongestColumnName = 60;
constexpr std::size_t kLongestRow = 1 << 20;

struct Cell {
  std::string value;
  Span raw;  // without quotes
};

// The cells of a record; a cell in double quotes may hold separators, line ends and doubled quotes (RFC 4180).
std::vector<Cell> cells_of(std::string_view record, char separator) {
  std::vector<Cell> cells;
  std::size_t at = 0;
  while (cells.size() < kMostColumns) {
    Cell cell;
    const bool quoted = at < record.size() && record[at] == '"';
    std::size_t begin = at;
    std::size_t end = at;
    if (quoted) {
      begin = ++at;
      for (; at < record.size(); ++at) {
        if (record[at] == '"' && (at + 1 >= record.size() || record[at + 1] != '"')) break;
        if (record[at] == '"') ++at;
        cell.value += record[at];
      }
      end = std::min(at, record.size());
      at = std::min(record.find(separator, std::min(at, record.size())), record.size());
    } else {
      at = end = std::min(record.find(separator, at), record.size());
      cell.value = std::string(record.substr(begin, end - begin));
    }
    cell.raw = {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end - begin)};
    cells.push_back(std::move(cell));
    if (at >= record.size()) break;
    ++at;
  }
  return cells;
}

bool is_column_name(std::string_view name) {
  name = trim(name);
  const auto fits = [](char c) {
    return is_letter_or_digit(c) || std::string_view(" _-.@/()#%").find(c) != std::string_view::npos;
  };
  return !name.empty() && name.size() <= kLongestColumnName &&
         (is_letter(name.front()) || name.front() == '@' || name.front() == '_') &&
         std::all_of(name.begin(), name.end(), fits);
}

Definition definition_for(char separator) {
  Definition definition;
  definition.name = separator == '\t' ? "tsv" : "csv";
  definition.time = {"@timestamp",   "timestamp",     "time",       "datetime",  "date and time", "timecreated",
                     "time_created", "timegenerated", "event_time", "eventtime", "created_at",    "created",
                     "ts",           "date",          "start_time"};
  definition.body = {"message", "msg", "description", "text", "event", "body", "details", "log", "summary", "subject"};
  definition.level = {"level",    "severity", "leveldisplayname", "log_level",
                      "loglevel", "priority", "entrytype",        "type"};
  definition.names = {
      {"Source", "logger"},          {"ProviderName", "logger"},     {"Computer", "host"}, {"MachineName", "host"},
      {"hostname", "host"},          {"Event ID", "event_id"},       {"Id", "event_id"},   {"ProcessId", "pid"},
      {"Task Category", "category"}, {"TaskDisplayName", "category"}};
  return definition;
}

class TableFormat final : public Format {
 public:
  TableFormat(std::vector<std::string> names, char separator)
      : names_(std::move(names)), separator_(separator), definition_(definition_for(separator)) {}

  [[nodiscard]] const std::string& name() const override { return definition_.name; }

  // Cells may hold line ends: a line with fewer cells goes on with the record before it.
  [[nodiscard]] bool continues(std::string_view line) const override {
    return line.size() <= kLongestRow && cells_of(line, separator_).size() < names_.size();
  }

  [[nodiscard]] std::optional<ParsedLine> parse(std::string_view line) const override {
    if (line.size() > kLongestRow) return std::nullopt;
    std::vector<Cell> cells = cells_of(line, separator_);
    if (cells.size() < names_.size() || cells.size() > names_.size() + 1) return std::nullopt;
    std::vector<KeyedValue> values;
    for (std::size_t i = 0; i < cells.size(); ++i)  // Windows names no column for the text of an event
      values.push_back({i < names_.size() ? names_[i] : "message", std::move(cells[i].value), cells[i].raw});
    auto parsed = parts_of(definition_, std::move(values), line);
    if (parsed) parsed->time = stamp_at(line, parsed->time);
    return parsed;
  }

 private:
  // With a time that stands in the next cell.
  static Span stamp_at(std::string_view line, Span time) {
    for (const FoundLayout& stamp : find_stamps(line))
      if (time.length == 0 || (stamp.begin >= time.begin && stamp.begin < time.begin + time.length))
        return {stamp.begin, stamp.length};
    return time;
  }

  std::vector<std::string> names_;
  char separator_;
  Definition definition_;
};

bool is_table(std::span<const std::string_view> lines, std::size_t columns, char separator) {
  std::size_t alike = 0;
  for (const std::string_view line : lines.subspan(1)) {
    const std::size_t cells = cells_of(line, separator).size();
    if (cells == columns || cells == columns + 1) ++alike;
  }
  return alike > 0 && alike * 2 >= lines.size() - 1;
}

}  // namespace

std::shared_ptr<const Format> find_table_format(std::span<const std::string_view> lines) {
  if (lines.size() < 2 || lines[0].size() > kLongestRow || !find_stamps(lines[0]).empty()) return nullptr;
  for (const char separator : {'\t', ',', ';'}) {
    std::string_view header = first_line(lines[0]);
    if (header.starts_with("\xef\xbb\xbf")) header.remove_prefix(3);
    std::vector<std::string> names;
    for (const Cell& cell : cells_of(header, separator)) names.emplace_back(trim(cell.value));
    if (names.size() < kFewestColumns || !std::all_of(names.begin(), names.end(), is_column_name)) continue;
    if (is_table(lines, names.size(), separator)) return std::make_shared<TableFormat>(std::move(names), separator);
  }
  return nullptr;
}

}  // namespace debrief::logs
