// SPDX-License-Identifier: Apache-2.0
#include "connectors/time_note.hpp"

namespace debrief::connectors {

std::optional<std::string> join_notes(std::optional<std::string> first, std::string_view second) {
  if (second.empty()) return first;
  if (!first) return std::string(second);
  return *first + "; " + std::string(second);
}

std::optional<std::string> time_note(const Stamp& stamp, std::string_view zone, Said zone_by, Said day_by) {
  std::optional<std::string> note;
  const auto add = [&](std::string_view more) { note = join_notes(std::move(note), more); };
  if (stamp.approximate) add("approximate");
  if (stamp.precision == Precision::day) add("the day only, no time of day");
  if (stamp.date_inferred && day_by == Said::nobody) add("day taken from the other evidence");
  if (stamp.year_inferred) add("year inferred");
  if (stamp.date_ambiguous) add("day and month may be exchanged: read as month first");
  if (stamp.zone_inferred && zone_by == Said::uploader) add("no zone given: read in " + std::string(zone));
  if (stamp.zone_inferred && zone_by == Said::nobody) add("no zone given: " + std::string(zone) + " assumed");
  if (stamp.zone_ambiguous) add("the zone \"" + stamp.zone + "\" has several meanings");
  if (stamp.local_time == LocalTime::repeated) add("this time came twice that day: the first one taken");
  if (stamp.local_time == LocalTime::skipped) add("this time was skipped that day, when the clocks went forward");
  return note;
}

}  // namespace debrief::connectors
