// SPDX-License-Identifier: Apache-2.0
// By which ways a kind of notice reaches somebody, and what waits for the end of quiet hours.
#pragma once

#include "features/notify/notify.hpp"
#include "features/notify/quiet.hpp"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace debrief::features::notify {

/// Without `app` a notice stands under the bell all the same, as read.
struct Channels {
  bool app = true;
  bool mail = true;
  bool push = true;
  friend bool operator==(const Channels&, const Channels&) = default;
};

/// Whose choices they are, as `notice_settings` names it.
[[nodiscard]] inline std::string team_owner(const std::string& team) { return "team/" + team; }

namespace store {

/// What was chosen, by kind.
std::map<std::string, Channels> list_channels(db::Connection& db, const std::string& owner);
void put_channels(db::Connection& db, const std::string& owner, const std::string& kind, const Channels& channels);
void remove_channels(db::Connection& db, const std::string& owner, const std::string& kind);

std::optional<QuietHours> find_quiet(db::Connection& db, const std::string& user_id);
void put_quiet(db::Connection& db, const std::string& user_id, const QuietHours& quiet);
void remove_quiet(db::Connection& db, const std::string& user_id);
/// The zone that the person gave for working hours, UTC otherwise.
std::string usual_zone(db::Connection& db, const std::string& user_id);

struct Held {
  std::string notice;
  bool mail = false;
  bool push = false;
};
void hold(db::Connection& db, const std::string& user_id, const Held& held, Instant release_at);
/// Those whose time has come, oldest first; they are held no more.
std::vector<Held> take_held(db::Connection& db, const std::string& user_id, Instant now);

/// When all that waits is to come instead; false when nothing does.
bool move_held(db::Connection& db, const std::string& user_id, Instant release_at);

/// Whether the incident is of the two worst severities, and the person has a role in it.
bool is_pressing(db::Connection& db, std::int64_t incident, const std::string& user_id);

}  // namespace store

/// What the person chose, or else what the teams that the person belongs to have as their defaults (a way is on when one
/// of them has it on), or else everything. `teams` are ids.
[[nodiscard]] std::map<std::string, Channels> defaults_of(db::Connection& db, const std::vector<std::string>& teams);
[[nodiscard]] Channels channels_for(db::Connection& db, const Ports& ports, const std::string& user_id, const std::string& kind);

}  // namespace debrief::features::notify
