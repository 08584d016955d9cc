// SPDX-License-Identifier: Apache-2.0
// The slice's SQL.
#pragma once

#include "db/database.hpp"
#include "features/lessons/distil.hpp"

#include <functional>

namespace debrief::features::lessons::store {

void put(db::Connection& db, const Lesson& lesson, std::int64_t position);
std::optional<Lesson> find(db::Connection& db, std::int64_t incident);
/// The id under which the incident was imported, if it was.
std::optional<std::string> find_document(db::Connection& db, std::int64_t incident);
void each(db::Connection& db, const std::function<void(const Lesson&)>& take);
/// The next ones by incident.
std::vector<Lesson> list_after(db::Connection& db, std::int64_t incident, std::int64_t limit);
/// When each happened, with its number.
std::vector<std::pair<Instant, std::int64_t>> list_times(db::Connection& db);
/// Names of people that the store knows: with accounts to sign in, and with roles in incidents.
std::vector<std::string> list_people(db::Connection& db);
/// The best match that was told for the incident.
std::optional<std::int64_t> find_top(db::Connection& db, std::int64_t incident);
/// Keeps the best match. False when it was told before, or so many were that another would only disturb.
bool tell_top(db::Connection& db, std::int64_t incident, std::int64_t match);
inline constexpr std::int64_t kMostTold = 3;
void remove(db::Connection& db, std::int64_t incident);
/// Up to where the journal had been learned when the newest lesson was stored.
std::int64_t learned_position(db::Connection& db);

}  // namespace debrief::features::lessons::store
