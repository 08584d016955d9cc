// SPDX-License-Identifier: Apache-2.0
// Timelines kept as tables: exports of spreadsheets and of other incident systems. Pure; safe from any thread.
//
// The order of day and month is told by all rows together. A row that cannot be read is listed with its line
// and the reason; a row without date takes the one of the row before, as merged cells of spreadsheets do.
#pragma once

#include "connectors/csv_timeline/columns.hpp"
#include "domain/evidence.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace debrief::connectors::csv_timeline {

/// How the rows write "03/04/2026".
struct DateOrder {
  std::optional<bool> day_first;  ///< absent when the rows do not tell: such dates are marked as ambiguous
  std::string note;               ///< why it was chosen, when that was not the rows; may be empty
};
[[nodiscard]] DateOrder find_date_order(std::span<const Row> rows, const Layout& layout, std::optional<Instant> around);

/// Rows as entries; the kind is `note` unless a column names a known one.
[[nodiscard]] domain::Reading read(std::string_view bytes, const domain::ReadContext& context);

/// Confidence that a file is such a table; see Connector::recognise.
[[nodiscard]] int recognise(std::string_view name, std::string_view head);

}  // namespace debrief::connectors::csv_timeline
