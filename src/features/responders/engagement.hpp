// SPDX-License-Identifier: Apache-2.0
// Who did what in an incident, when, and for how long: an estimate from what is recorded. Pure.
#pragma once

#include "features/responders/spans.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace debrief::features::responders {

/// The rule, for those who read the figures.
inline constexpr std::string_view kRule =
    "An estimate from what is recorded. What somebody recorded or wrote in a chat counts as a sign of them; signs at "
    "most "
    "30 minutes apart are one stretch, which lasts 5 minutes beyond the last. A role counts while the response ran, "
    "and no "
    "longer than 4 hours after it was taken and after each sign of its holder. Work on the record after the response "
    "is "
    "counted apart. Calls, phones and thinking leave no sign.";

/// Something that somebody did.
struct Sign {
  std::int64_t at = 0;
  std::string kind;  ///< of the fact; "evidence.entry" for words in a chat
};
/// A role as it was recorded.
struct Held {
  std::string role;
  std::int64_t from = 0;
  std::optional<std::int64_t> until;
};

/// What is known of one person in one incident.
struct Traces {
  std::string person;
  std::optional<std::string> user_id;
  std::vector<Sign> signs;
  std::vector<Held> held;
};

/// The time in which people were needed.
struct ResponsePhase {
  std::int64_t from = 0;
  std::int64_t until = 0;
  bool running = false;  ///< `until` is now
};

struct Engagement {
  std::string person;
  std::optional<std::string> user_id;
  std::vector<Held> held;
  std::vector<std::int64_t> signs;           ///< within the response and shortly after, in order
  std::map<std::string, std::int64_t> done;  ///< how many of each kind, at any time
  std::vector<Span> active;                  ///< from signs alone
  std::vector<Span> engaged;                 ///< from signs and roles
  std::vector<Span> follow_up;               ///< from signs after the response
  std::optional<std::int64_t> first;         ///< the first sign or role within the response
};

/// Signs within kBurstGap after the end still belong to the response.
[[nodiscard]] Engagement engagement_of(const Traces& traces, const ResponsePhase& response);

}  // namespace debrief::features::responders
