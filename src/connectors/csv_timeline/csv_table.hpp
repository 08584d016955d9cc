// SPDX-License-Identifier: Apache-2.0
// Tables of separated values (RFC 4180 and its relatives) as rows of cells.
#pragma once

#include "domain/evidence.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace debrief::connectors::csv_timeline {

inline constexpr std::size_t kRowLimit = 10'000'000;  ///< bytes of one row, line breaks within cells included
inline constexpr std::size_t kCellLimit = 1'000;      ///< cells of one row

struct Row {
  std::size_t line = 0;  ///< where it begins, counted from 1
  std::vector<std::string> cells;
  std::string_view text;  ///< as written; lives as long as the table's text
};

struct Table {
  std::vector<Row> rows;  ///< without empty ones
  std::vector<domain::Unread> unread;
};

/// The rows of `text`. A cell in double quotes may hold the delimiter, line breaks and doubled quotes. Where a
/// quote is never closed, its line is taken as it stands, so that the rows after it are not lost. At most
/// `row_limit` rows.
[[nodiscard]] Table read_table(std::string_view text, char delimiter, std::string_view name,
                               std::size_t row_limit = 1'000'000);

/// Comma, semicolon, tab or bar: the one that cuts the first rows most evenly; absent (NUL) when none does. A
/// first line "sep=;" decides.
[[nodiscard]] char find_delimiter(std::string_view text);

}  // namespace debrief::connectors::csv_timeline
