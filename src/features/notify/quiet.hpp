// SPDX-License-Identifier: Apache-2.0
// When somebody does not want to be disturbed. Pure.
#pragma once

#include "base/clock.hpp"
#include "base/json.hpp"
#include "base/result.hpp"

#include <optional>
#include <set>
#include <string>
#include <string_view>

namespace debrief::features::notify {

/// Minutes of the person's own day, 0 to 1439. They may run over midnight; equal ones are a whole day.
struct QuietHours {
  std::string zone = "UTC";                ///< IANA name or offset
  int from = 22 * 60;
  int until = 7 * 60;
  std::set<int> days = {1, 2, 3, 4, 5, 6, 7};  ///< 1: Monday; the days on which they begin
  bool urgent = true;                      ///< what cannot wait comes all the same
};

/// The schema QuietHours of api/openapi.yaml, times as "22:30". Errors: invalid.
[[nodiscard]] Result<QuietHours> read_quiet(const json::value& document);
[[nodiscard]] json::object to_json(const QuietHours& quiet);

/// When the quiet that `now` lies in ends, also where one follows the other without a break; absent outside of it.
[[nodiscard]] std::optional<Instant> quiet_until(const QuietHours& quiet, Instant now);

/// "Sat 22:41" by the clock of the zone.
[[nodiscard]] std::string told_at(Instant at, std::string_view zone);

}  // namespace debrief::features::notify
