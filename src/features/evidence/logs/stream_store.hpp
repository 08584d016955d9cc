// SPDX-License-Identifier: Apache-2.0
// The SQL of streams of log lines.
#pragma once

#include "db/database.hpp"
#include "features/evidence/logs/streams.hpp"

namespace debrief::features::evidence::logs::store {

void insert(db::Connection& db, const LogStream& stream);
std::optional<LogStream> find_stream(db::Connection& db, const std::string& id);
std::optional<LogStream> find_newest_stream(db::Connection& db, std::int64_t incident, const std::string& source);
std::vector<LogStream> list_streams(db::Connection& db, std::int64_t incident);
/// Unsealed ones of all incidents.
std::vector<LogStream> list_open(db::Connection& db);
/// Unsealed ones that got nothing since, or whose hash is known.
std::vector<LogStream> list_quiet(db::Connection& db, Instant since);
void set_received(db::Connection& db, const std::string& id, std::int64_t received, Instant at);
void set_computed(db::Connection& db, const std::string& id, const Digest& computed);
/// False when it is sealed already.
bool set_sealed(db::Connection& db, const std::string& id);

}  // namespace debrief::features::evidence::logs::store
