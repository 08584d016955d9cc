// SPDX-License-Identifier: Apache-2.0
// The slice's SQL.
#pragma once

#include "db/database.hpp"
#include "domain/evidence.hpp"
#include "domain/ports.hpp"

#include <optional>
#include <string>

namespace debrief::features::evidence::store {

void insert(db::Connection& db, const domain::Evidence& evidence, const std::string& added_by_id);
/// Gives an upload to its incident, with what reading it brought.
void assign(db::Connection& db, const domain::Evidence& evidence);
void insert_unread(db::Connection& db, const std::string& id, const std::string& evidence_id, std::int64_t incident,
                   const domain::Unread& unread);
std::optional<domain::Evidence> find(db::Connection& db, const std::string& id);
/// An upload without incident, if this account added it.
std::optional<domain::Evidence> find_upload(db::Connection& db, const std::string& id, const std::string& added_by_id);
domain::EvidenceOf list(db::Connection& db, std::int64_t incident);

}  // namespace debrief::features::evidence::store
