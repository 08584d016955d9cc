// SPDX-License-Identifier: Apache-2.0
// The slice's SQL. No policy and no facts here.
#pragma once

#include "features/relations/relations.hpp"

namespace debrief::features::relations::store {

/// From both sides, as `number` sees them, in the order in which they were made.
std::vector<Link> list(db::Connection& db, std::int64_t number);
/// The link that leads from `incident` to `other`; `relation` is one of parent, duplicate_of, related, caused_by.
std::optional<Link> find(db::Connection& db, std::int64_t incident, Relation relation, std::int64_t other);
/// Where `incident` leads to in this relation.
std::vector<std::int64_t> list_others(db::Connection& db, std::int64_t incident, Relation relation);
void insert(db::Connection& db, const Link& link);
void remove(db::Connection& db, const std::string& id);

/// Everybody who may read a private incident, but for administrators: who declared it, has a role in it, or was let in.
std::vector<std::string> list_readers(db::Connection& db, std::int64_t number);
/// False when the person was let in before.
bool let_in(db::Connection& db, std::int64_t number, const std::string& user, const std::string& by, Instant at);
std::string name_of(db::Connection& db, const std::string& user);

/// Numbers of incidents that run, real ones, newest first, as far as `who` may read them.
std::vector<std::int64_t> list_running(db::Connection& db, const domain::Principal& who, std::int64_t limit);

}  // namespace debrief::features::relations::store
