// SPDX-License-Identifier: Apache-2.0
#include "connectors/csv_timeline/csv_timeline.hpp"
#include "reading.hpp"

using namespace debrief;
namespace csv = connectors::csv_timeline;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes = fuzz::text(data, size);
  (void)csv::recognise("timeline.csv", bytes);
  (void)csv::read(bytes, fuzz::context("timeline.csv", size));
  const csv::Table table = csv::read_table(bytes, csv::find_delimiter(bytes), "timeline.csv");
  std::size_t line = 0;
  for (const csv::Row& row : table.rows) {
    fuzz::require(row.line > line, "rows come in order");
    fuzz::require(row.cells.size() <= csv::kCellLimit, "the cells of a row are limited");
    line = row.line;
  }
  return 0;
}
