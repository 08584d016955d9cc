// SPDX-License-Identifier: Apache-2.0
// The slice's SQL.
#pragma once

#include "db/database.hpp"
#include "domain/access.hpp"
#include "domain/action.hpp"
#include "features/actions/prove.hpp"
#include "features/actions/settings.hpp"
#include "features/actions/states.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace debrief::features::actions::store {

/// An action with what only this slice knows of it.
struct Kept {
  domain::ActionItem action;
  bool due_by_hand = false;
  bool removed = false;
};
std::optional<Kept> find(db::Connection& db, std::int64_t number);
/// Gives the action its number.
void insert(db::Connection& db, Kept& kept);
/// Keeps everything, and the version as it is in `kept`.
void update(db::Connection& db, const Kept& kept);
void set_removed(db::Connection& db, std::int64_t number, std::optional<Instant> at, std::int64_t version);
std::int64_t count(db::Connection& db, std::int64_t incident);

/// What every action waits for, without removed ones.
Waits list_waits(db::Connection& db);

struct Filter {
  std::vector<std::int64_t> incidents = {};  ///< empty: all
  std::vector<std::int64_t> numbers = {};    ///< empty: all
  std::optional<domain::ActionState> state = {};
  bool open_only = false;
  std::optional<domain::ActionProof> proof = {};
  std::optional<domain::ActionType> type = {};
  std::optional<domain::ActionPriority> priority = {};
  std::optional<std::string> owner = {};    ///< empty text: nobody
  std::optional<std::string> service = {};  ///< of the incident
  std::optional<std::string> team = {};
  std::optional<Instant> due_before = {};
};
/// With what a list says of its incident.
struct Listed {
  domain::ActionItem action;
  std::string incident_title;
};
struct Page {
  std::vector<Listed> items;
  std::optional<std::string> next;
};
/// What `who` may read: open ones first, in the order of their dates. Errors: invalid (`after`).
Result<Page> list(db::Connection& db, const domain::Principal& who, const Filter& filter,
                  const std::optional<std::string>& after, std::int64_t limit);
/// The same in one piece.
std::vector<Listed> list_all(db::Connection& db, const domain::Principal& who, const Filter& filter);

/// How many of those `who` may read are in each state, and how many open ones are late.
struct Counts {
  std::array<std::int64_t, 5> by_state{};
  std::int64_t overdue = 0;
};
Counts count_states(db::Connection& db, const domain::Principal& who, const Filter& filter, Instant now);

/// For the server itself, whatever the visibility. None of them returns removed actions.
std::vector<domain::ActionItem> list_due(db::Connection& db, Instant before);
/// Done ones that watch this alert.
std::vector<domain::ActionItem> list_watching_alert(db::Connection& db, std::string_view alert);
/// Done ones whose check waits for a drill of the incident.
std::vector<domain::ActionItem> list_awaiting_drill(db::Connection& db, std::int64_t incident);
/// Done ones with a check that time, logs or drills decide.
std::vector<domain::ActionItem> list_watching(db::Connection& db);
std::vector<domain::ActionItem> list_linked(db::Connection& db, std::string_view tracker, std::string_view key);
/// Linked ones of a tracker whose state was learned before `before`, closed ones a day before that; the oldest first.
std::vector<domain::ActionItem> list_stale_links(db::Connection& db, std::string_view tracker, Instant before,
                                                 std::int64_t limit);

/// Firings of the alert that the action watches, since it was done, in incidents that count.
std::vector<Sighting> list_firings(db::Connection& db, const domain::ActionItem& action);
/// Later incidents with evidence that was not looked into yet for this action.
struct LogsOf {
  std::int64_t incident = 0;
  Instant recorded_at;  ///< of their newest evidence
  std::vector<std::string> services;
};
std::vector<LogsOf> list_logs_to_look_into(db::Connection& db, const domain::ActionItem& action);
void keep_look(db::Connection& db, std::int64_t action, std::int64_t incident, Instant looked_at);

/// Of the incident.
struct About {
  domain::Kind kind = domain::Kind::normal;
  domain::Visibility visibility = domain::Visibility::private_;
  std::string title;
  std::vector<std::string> services;
};
std::optional<About> find_about(db::Connection& db, std::int64_t incident);

Settings settings(db::Connection& db);
void keep_settings(db::Connection& db, const Settings& settings);

}  // namespace debrief::features::actions::store
