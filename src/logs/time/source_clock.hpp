// SPDX-License-Identifier: Apache-2.0
// The clock of one source: what its stamps leave out, and how far it is off.
#pragma once

#include "base/result.hpp"
#include "logs/time/layout.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace debrief::logs {

struct ClockSettings {
  std::string zone = "UTC";   ///< IANA name or offset, for stamps that name none
  bool zone_inferred = true;  ///< nobody stated it
  std::optional<int> year;    ///< of the first stamp that has none
  bool year_inferred = true;
  std::int64_t correction_ns = 0;  ///< added to every stamp: positive when the clock is slow
  friend bool operator==(const ClockSettings&, const ClockSettings&) = default;
};

/// Turns readings into points in time. Years that stamps leave out go on from stamp to stamp: a step back of more than
/// half a year is New Year. Local times that daylight saving repeats are taken as the later of the two when the stamp
/// before is within the hour before it, so that time does not go back; one that never was is read with the offset from
/// before the change.
class SourceClock {
 public:
  explicit SourceClock(ClockSettings settings);
  /// Nanoseconds since 1970 UTC.
  [[nodiscard]] std::int64_t at(const StampReading& reading);
  [[nodiscard]] const ClockSettings& settings() const { return settings_; }

 private:
  ClockSettings settings_;
  std::int64_t last_local_ = 0;  // as if the clock had shown UTC
  int year_ = 0;
  std::int64_t offset_from_ = 0, offset_until_ = 0, offset_ = 0;  // the span in which the offset holds
};

/// The year for stamps that have none: the one with which `newest` (the last reading) lies at or before `known_at`,
/// when the evidence came or its file was last written.
[[nodiscard]] int infer_year(const StampReading& newest, std::int64_t known_at_ns);

/// Two sources that tell of the same events: pairs of the same token (a request id, a trace id) in both.
struct SharedEvent {
  std::int64_t here_ns = 0;
  std::int64_t there_ns = 0;
};
struct ClockOffset {
  std::int64_t correction_ns = 0;  ///< to add to "here"
  std::int64_t spread_ns = 0;      ///< half the interquartile range of what the pairs say
  std::size_t events = 0;
};
/// The median of the differences; absent with fewer than five events, or when they disagree too much to tell (a spread
/// of more than half the correction and more than one second).
[[nodiscard]] std::optional<ClockOffset> estimate_offset(const std::vector<SharedEvent>& events);

}  // namespace debrief::logs
