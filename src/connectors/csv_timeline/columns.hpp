// SPDX-License-Identifier: Apache-2.0
// What the columns of a timeline hold, told by their headings in several languages, or guessed from the cells.
#pragma once

#include "connectors/csv_timeline/csv_table.hpp"

#include <cstddef>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace debrief::connectors::csv_timeline {

enum class Column { time, date, clock, end, zone, what, details, who, source, kind, services, tags, key, known };

/// What a heading stands for; absent when nothing. "Time (CET)" and "timestamp_utc" are times. Understands the
/// headings of DFIR-IRIS and of Debrief's own export (the fields of TimelineEntry).
[[nodiscard]] std::optional<Column> column_of(std::string_view heading);

/// The zone that a heading names ("Time (CET)", "timestamp_utc"); empty when none.
[[nodiscard]] std::string zone_in(std::string_view heading);

/// Which cell holds what.
struct Layout {
  std::map<Column, std::size_t> columns;
  std::string zone;           ///< named by the heading of the time; may be empty
  std::size_t first_row = 0;  ///< index of the first row behind the heading
  bool guessed = false;       ///< there was no heading
  [[nodiscard]] bool has_time() const {
    return columns.contains(Column::time) || columns.contains(Column::date) || columns.contains(Column::clock);
  }
  /// The cell of a row, empty when there is no such column or cell.
  [[nodiscard]] std::string_view cell(const Row& row, Column column) const;
};

/// By the first of the first ten rows that reads as a heading, otherwise by the cells: the column with the most
/// times, and the one with the longest texts. Without any time in it, has_time() is false.
[[nodiscard]] Layout find_layout(std::span<const Row> rows);

/// The layout of one row as a heading; absent when it names no time or nothing else.
[[nodiscard]] std::optional<Layout> layout_of_heading(const Row& row);

}  // namespace debrief::connectors::csv_timeline
