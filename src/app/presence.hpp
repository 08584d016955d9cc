// SPDX-License-Identifier: Apache-2.0
// Who looks at the room of which incident now: told by browsers over the live feed, and to each other by servers of one
// PostgreSQL. Nothing of it is recorded.
#pragma once

#include "base/clock.hpp"
#include "base/json.hpp"

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace debrief::app {

/// The people in rooms, here and at other servers. Not safe for several threads at once.
class Presence {
 public:
  /// What one server says about one room: all who are in it there.
  struct Said {
    std::string server;
    std::int64_t incident = 0;
    std::vector<std::string> people;
  };

  /// What a browser says: {"here": 7}, or null for no room. False when the text is something else.
  [[nodiscard]] static bool read_here(std::string_view text, std::int64_t& incident);
  /// At most kMostSaid bytes, which NOTIFY of PostgreSQL takes: of very many people some are left out.
  [[nodiscard]] static std::string write(Said said);
  static constexpr std::size_t kMostSaid = 7900;
  /// False for what is no such message.
  [[nodiscard]] static bool read(std::string_view text, Said& said);

  /// `who` is a number for one browser. 0 as incident: in no room. Returns the rooms that this changes.
  std::set<std::int64_t> place(std::uint64_t who, const std::string& person, std::int64_t incident);
  /// True when it changes who is in that room. What a server said is believed for kBelieved.
  bool hear(const Said& said, Instant now);

  /// Names of those in the room, each once, in order; here alone, or everywhere.
  [[nodiscard]] std::vector<std::string> here(std::int64_t incident) const;
  [[nodiscard]] std::vector<std::string> everywhere(std::int64_t incident, Instant now) const;

  static constexpr std::chrono::seconds kBelieved{75};

 private:
  struct Place {
    std::string person;
    std::int64_t incident = 0;
  };
  struct Heard {
    std::vector<std::string> people;
    Instant at;
  };
  std::map<std::uint64_t, Place> places_;
  std::map<std::int64_t, std::map<std::string, Heard>> heard_;  // by incident and server
};

/// What browsers in the room are told.
[[nodiscard]] std::string presence_message(std::int64_t incident, const std::vector<std::string>& people);

}  // namespace debrief::app
