// SPDX-License-Identifier: Apache-2.0
#include "logs/set/times_anew.hpp"

#include "logs/search/line_times.hpp"

#include <algorithm>

namespace debrief::logs {

std::vector<BlockRecord> times_anew(const Catalogue& catalogue, const Skeletons& skeletons, const Source& source) {
  std::vector<BlockRecord> records;
  SourceClock clock(source.clock);
  LineStamps stamps(source.stamps);
  std::int64_t last = kNoTime;
  for (const auto& block : catalogue.blocks) {
    if (block->record.source != source.number) continue;
    const std::string payload = Store::payload(*block);
    BlockReader reader(payload, skeletons);
    LineTimes times(reader, block->record, source, stamps);
    BlockRecord record = block->record;
    record.inherited_ns = last;
    record.first_ns = record.from_ns = record.until_ns = kNoTime;
    record.sorted = true;
    TimeCounter counter;
    counter.begin(0, last);
    for (std::uint32_t line = 0; line < reader.lines(); ++line) {
      const auto reading = times.reading(line);
      if (!reading) {
        if (line == 0) record.from_ns = record.until_ns = last;
        continue;
      }
      const std::int64_t at = clock.at(*reading);
      if (record.first_ns == kNoTime) record.first_ns = at;
      else if (at < last) record.sorted = false;
      record.from_ns = record.from_ns == kNoTime ? at : std::min(record.from_ns, at);
      record.until_ns = std::max(record.until_ns, at);
      last = at;
      counter.begin(line, at);
    }
    std::vector<std::uint16_t> kinds;
    for (const LinePlace& place : reader.places()) kinds.push_back(static_cast<std::uint16_t>(place.kind));
    record.times = counter.finish(kinds, reader.kinds().size());
    records.push_back(std::move(record));
  }
  return records;
}

}  // namespace debrief::logs
