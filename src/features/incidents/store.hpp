// SPDX-License-Identifier: Apache-2.0
// The slice's SQL. No policy and no facts here.
#pragma once

#include "db/database.hpp"
#include "domain/incident.hpp"
#include "domain/ports.hpp"
#include "domain/signal.hpp"
#include "features/incidents/incidents.hpp"
#include "features/incidents/intake.hpp"

namespace debrief::features::incidents::store {

/// Complete, or absent when there is none of that number.
std::optional<domain::Incident> find(db::Connection& db, std::int64_t number);
std::int64_t next_number(db::Connection& db);
void insert(db::Connection& db, const domain::Incident& incident, const std::string& declared_by_id,
            const std::optional<std::string>& group_key);
/// Writes the row's own columns and counts its version up by one.
void update(db::Connection& db, domain::Incident& incident);
void touch(db::Connection& db, std::int64_t number);

void add_service(db::Connection& db, std::int64_t number, const std::string& service);
void remove_service(db::Connection& db, std::int64_t number, const std::string& service);
void put_milestone(db::Connection& db, std::int64_t number, const domain::Milestone& milestone);
void remove_milestone(db::Connection& db, std::int64_t number, const std::string& name);
void insert_role(db::Connection& db, std::int64_t number, const domain::RoleAssignment& assignment,
                 const std::optional<std::string>& user_id);
void end_role(db::Connection& db, const std::string& id, Instant until);

std::optional<KnownAlert> find_alert(db::Connection& db, const std::string& source_id, const domain::Signal& signal);
std::optional<std::int64_t> find_open_incident(db::Connection& db, const std::string& group_key);
void insert_alert(db::Connection& db, const std::string& id, std::int64_t incident, const std::string& source_id,
                  const domain::Signal& signal);
void resolve_alert(db::Connection& db, const std::string& id, Instant ends_at);
std::vector<domain::Alert> list_alerts(db::Connection& db, std::int64_t number);

/// `readable` is a condition on the alias i with its parameters first in `args`.
Page list(db::Connection& db, const std::string& readable, std::vector<db::Value> args, const Filter& filter,
          std::optional<std::int64_t> after, std::int64_t limit);

}  // namespace debrief::features::incidents::store
