// SPDX-License-Identifier: Apache-2.0
#include "connectors/csv_timeline/csv_timeline.hpp"

#include "base/text.hpp"
#include "base/time.hpp"
#include "connectors/decode_text.hpp"
#include "connectors/entry_kind.hpp"
#include "connectors/running_day.hpp"
#include "connectors/severity.hpp"
#include "connectors/time_note.hpp"
#include "connectors/unread.hpp"

#include <algorithm>

namespace debrief::connectors::csv_timeline {
namespace {

using domain::ReadEntry;

// "23.11.26 10:42": in a column of times the two digits can only be the year.
std::string with_full_year(std::string_view cell) {
  const std::size_t first = cell.find('.');
  const std::size_t second = first == std::string_view::npos ? first : cell.find('.', first + 1);
  if (second == std::string_view::npos || first > 2 || second - first > 3) return std::string(cell);
  const std::size_t end = std::min(cell.find_first_not_of("0123456789", second + 1), cell.size());
  if (end - second != 3) return std::string(cell);
  return std::string(cell.substr(0, second + 1)) + "20" + std::string(cell.substr(second + 1));
}

// Exports put "'" before cells that a spreadsheet would run as a formula.
std::string_view without_guard(std::string_view cell) {
  if (cell.size() > 1 && cell.front() == '\'' && std::string_view("=+-@\t\r").find(cell[1]) != std::string_view::npos)
    cell.remove_prefix(1);
  return cell;
}

std::vector<std::string> names_in(std::string_view cell) {
  std::vector<std::string> names;
  std::size_t at = 0;
  while (at <= cell.size()) {
    const std::size_t end = std::min(cell.find_first_of(";|,", at), cell.size());
    if (const auto name = trim(cell.substr(at, end - at)); !name.empty()) names.emplace_back(name);
    at = end + 1;
  }
  return names;
}

// "10.11.2026 after lunch" names a day only, which is not what the row means to say.
bool is_whole(const FoundStamp& found, std::string_view text) {
  return found.stamp.precision != Precision::day || found.position + found.length >= text.size();
}

class Reader {
 public:
  Reader(const Table& table, Layout layout, const domain::ReadContext& context)
      : table_(table),
        layout_(std::move(layout)),
        context_(context),
        order_(find_date_order(std::span(table.rows).subspan(layout_.first_row), layout_, context.around)),
        day_(context.around, zone_of_file()) {}

  domain::Reading read() {
    reading_.format = "csv_timeline";
    for (std::size_t i = layout_.first_row; i < table_.rows.size(); ++i) take(table_.rows[i]);
    return std::move(reading_);
  }

 private:
  [[nodiscard]] std::string zone_of_file() const {
    return !layout_.zone.empty() ? layout_.zone : context_.zone.value_or("UTC");
  }

  [[nodiscard]] Said zone_said_by(std::string_view cell) const {
    if ((!cell.empty() && is_time_zone(cell)) || !layout_.zone.empty()) return Said::document;
    return context_.zone ? Said::uploader : Said::nobody;
  }

  void refuse(const Row& row, std::string reason) {
    reading_.unread.push_back(
        unread_part(context_.name, "line " + std::to_string(row.line), std::move(reason), row.text));
  }

  // Date and time of day as one text.
  std::string time_text(const Row& row) {
    if (!layout_.columns.contains(Column::clock))
      return with_full_year(layout_.cell(row, layout_.columns.contains(Column::time) ? Column::time : Column::date));
    const std::string_view date = layout_.cell(row, Column::date);
    const std::string_view clock = layout_.cell(row, Column::clock);
    if (clock.empty() || date.empty()) return std::string(date.empty() ? clock : with_full_year(date));
    return with_full_year(date) + " " + std::string(clock);
  }

  StampContext stamp_context(const Row& row) const {
    StampContext context;
    context.zone = day_.zone();
    context.day_first = order_.day_first;
    const std::string_view zone = layout_.cell(row, Column::zone);
    if (!zone.empty() && is_time_zone(zone)) context.zone = std::string(zone);
    return context;
  }

  void take(const Row& row) {
    const std::string text = time_text(row);
    if (text.empty()) return refuse(row, "the row has no time");
    const std::string_view zone = layout_.cell(row, Column::zone);
    const bool strange_zone = !zone.empty() && !is_time_zone(zone);
    const StampContext context = stamp_context(row);
    const auto found = day_.find(text, context);
    if (!found && day_.lacks_day(text)) return refuse(row, "the time \"" + text + "\" has no date");
    if (!found || !is_whole(*found, text)) return refuse(row, "\"" + text + "\" is not a time that is understood");
    ReadEntry entry;
    entry.text = text_of(row);
    if (entry.text.empty()) return refuse(row, "the row says nothing but a time");
    entry.occurred_at = found->stamp.at;
    entry.original_time = text;
    entry.time_note =
        time_note(found->stamp, context.zone, zone_said_by(zone), day_.is_day_stated() ? Said::document : Said::nobody);
    if (strange_zone)
      entry.time_note = join_notes(entry.time_note, "the zone \"" + std::string(zone) + "\" is not known");
    if (!order_.note.empty() && text.find('/') != std::string::npos)
      entry.time_note = join_notes(entry.time_note, order_.note);
    set_end(entry, row, *found, context);
    describe(entry, row);
    reading_.entries.push_back(std::move(entry));
  }

  void set_end(ReadEntry& entry, const Row& row, const FoundStamp& found, StampContext context) {
    if (found.end) entry.ended_at = found.end->at;
    const std::string text = with_full_year(layout_.cell(row, Column::end));
    if (text.empty()) return;
    context.day = day_of(found.stamp.at, context.zone);
    const auto end = find_stamp_at_start(text, context);
    if (!end) {
      entry.time_note = join_notes(entry.time_note, "its end \"" + shorten(text, 60) + "\" is not understood");
    } else if (end->stamp.at < entry.occurred_at) {
      entry.time_note =
          join_notes(entry.time_note, "it ends before it starts (" + shorten(text, 60) + "): end left out");
    } else {
      entry.ended_at = end->stamp.at;
    }
  }

  [[nodiscard]] std::string text_of(const Row& row) const {
    const std::string_view what = without_guard(layout_.cell(row, Column::what));
    const std::string_view details = without_guard(layout_.cell(row, Column::details));
    if (what.empty() || what == details) return std::string(details);
    return std::string(what) + (details.empty() ? "" : ": " + std::string(details));
  }

  void describe(ReadEntry& entry, const Row& row) {
    entry.kind = "note";
    entry.origin = "Timeline " + context_.name.substr(context_.name.find_last_of('/') + 1);
    entry.locator = "line " + std::to_string(row.line);
    if (const auto who = layout_.cell(row, Column::who); !who.empty()) entry.actor = std::string(without_guard(who));
    if (const auto source = layout_.cell(row, Column::source); !source.empty())
      entry.origin += ", " + std::string(without_guard(source));
    entry.services = names_in(layout_.cell(row, Column::services));
    const std::string_view kind = layout_.cell(row, Column::kind);
    if (const auto known = find_kind(kind)) {
      entry.kind = *known;
    } else if (const auto split = split_kind(entry.text)) {
      entry.kind = split->kind;
      entry.text = std::string(split->text);
    }
    if (!kind.empty() && !find_kind(kind)) entry.text += " [" + std::string(kind) + "]";
    if (const auto tags = layout_.cell(row, Column::tags); !tags.empty()) entry.text += " [" + std::string(tags) + "]";
    reading_.severity = worse(std::move(reading_.severity), find_severity(entry.text));
    if (const auto key = layout_.columns.find(Column::key); key != layout_.columns.end())
      entry.key_moment = to_lower(layout_.cell(row, Column::key)) == "true";
  }

  const Table& table_;
  Layout layout_;
  const domain::ReadContext& context_;
  DateOrder order_;
  RunningDay day_;
  domain::Reading reading_;
};

}  // namespace

domain::Reading read(std::string_view bytes, const domain::ReadContext& context) {
  domain::Reading reading;
  reading.format = "csv_timeline";
  const auto decoded = decode_text(bytes);
  if (!decoded || trim(decoded->text).empty()) {
    reading.unread.push_back(unread_file(context.name, decoded ? "the file is empty" : "the content is binary"));
    return reading;
  }
  const char delimiter = find_delimiter(decoded->text);
  const Table table = read_table(decoded->text, delimiter != '\0' ? delimiter : ',', context.name);
  const Layout layout = find_layout(table.rows);
  if (!layout.has_time() || !layout.columns.contains(Column::what)) {
    reading.unread.push_back(unread_file(
        context.name,
        "no columns for a time and for what happened were found; name them, for example \"time\" and \"what\"",
        decoded->text));
    return reading;
  }
  reading = Reader(table, layout, context).read();
  reading.unread.insert(reading.unread.end(), table.unread.begin(), table.unread.end());
  if (!decoded->remark.empty()) reading.unread.push_back(unread_file(context.name, decoded->remark));
  return reading;
}

int recognise(std::string_view name, std::string_view head) {
  const std::string lower = to_lower(name);
  const bool named = lower.ends_with(".csv") || lower.ends_with(".tsv");
  const char delimiter = find_delimiter(head);
  if (delimiter == '\0') return named ? 60 : 0;
  const Table table = read_table(head, delimiter, name, 20);
  const Layout layout = find_layout(table.rows);
  if (!layout.has_time() || !layout.columns.contains(Column::what)) return named ? 60 : 0;
  if (named) return 95;
  // Notes in Markdown hold bars as well.
  if (delimiter == '|' || lower.ends_with(".md") || table.rows.size() < 2) return 0;
  return layout.guessed ? 15 : 85;
}

}  // namespace debrief::connectors::csv_timeline
