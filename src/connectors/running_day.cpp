// SPDX-License-Identifier: Apache-2.0
#include "connectors/running_day.hpp"

namespace debrief::connectors {
namespace {

using namespace std::chrono_literals;
using std::chrono::days;
using std::chrono::sys_days;
using std::chrono::year_month_day;

constexpr Micros kHalfDay = 12h;

}  // namespace

void RunningDay::set_day(year_month_day day) {
  day_ = day;
  stated_ = true;
  previous_.reset();
}

std::optional<year_month_day> RunningDay::day() const {
  if (day_) return day_;
  return around_ ? std::optional(day_of(*around_, zone_)) : std::nullopt;
}

// Days to add to a clock time that was read on day().
int RunningDay::shift_of(const Stamp& stamp) const {
  if (!stamp.date_inferred) return 0;
  if (previous_) {
    if (!backwards_ && stamp.at < *previous_ - kHalfDay) return 1;
    if (backwards_ && stamp.at > *previous_ + kHalfDay) return -1;
    return 0;
  }
  if (day_ || !around_) return 0;
  if (stamp.at > *around_ + kHalfDay) return -1;
  return stamp.at < *around_ - kHalfDay ? 1 : 0;
}

std::optional<FoundStamp> RunningDay::find(std::string_view text, StampContext context) {
  if (context.zone.empty()) context.zone = zone_;
  context.day = day();
  auto found = find_stamp_at_start(text, context);
  if (!found) return found;
  if (const int shift = shift_of(found->stamp); shift != 0) {
    context.day = sys_days(*context.day) + days{shift};
    if (auto shifted = find_stamp_at_start(text, context)) found = shifted;
  }
  const Stamp& stamp = found->stamp;
  day_ = stamp.date_inferred ? context.day : std::optional(day_of(stamp.at, context.zone));
  if (!stamp.date_inferred) stated_ = true;
  // Some documents begin with the newest.
  if (previous_ && stamp.at != *previous_) backwards_ = stamp.at < *previous_;
  previous_ = stamp.at;
  return found;
}

bool RunningDay::lacks_day(std::string_view text) const {
  if (day()) return false;
  StampContext context{.day = 2000y / 1 / 1, .zone = zone_};
  return find_stamp_at_start(text, context).has_value();
}

}  // namespace debrief::connectors
